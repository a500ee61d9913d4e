"""The programme desk: publishing, versions, news, the day as it runs."""
