"""Who is expected where and why; personal agenda and calendar."""
