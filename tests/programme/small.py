"""A small invented edition as text, sound and in canonical form."""

EDITION = """\
[series]
code = "forum"
name = {en = "Lotus Forum", vi = "Diễn đàn Sen"}

[edition]
slug = "forum-2026"
short_name = "Forum-3"
name = {en = ["3rd Lotus Forum", "Third Lotus Forum"], vi = ["Diễn đàn Sen lần thứ 3"]}
city = {en = "Hanoi", vi = "Hà Nội"}
zone = "Asia/Ho_Chi_Minh"
starts = 2026-03-02
ends = 2026-03-06
languages = ["en", "vi"]
host = "VN"
chair = "VN"
next_chair = "CN"
organiser = {en = "Office of the Forum", vi = "Văn phòng Diễn đàn"}
night_hour = "03:00"
duty = ["HOST:interpreter|technician as duty"]
source = "I"
note = "Invented."

[[rule]]
weekday = "friday"
from = "11:30"
to = "14:15"
name = {en = "Friday prayer and lunch", ms = "Solat Jumaat", vi = "Cầu nguyện thứ Sáu"}

[[rule]]
weekday = "saturday"
from = "09:00"
to = "10:00"
name = {en = "Market", vi = "Chợ"}

[[rule]]
weekday = "sunday"
from = "09:00"
to = "10:00"
name = {en = "Market", vi = "Chợ"}

[[meeting]]
code = "council"
short_name = "FC-3"
name = {en = "Forum Council", vi = "Hội đồng Diễn đàn"}
level = "minister"
source = "I"

[[meeting]]
code = "wg-ai"
short_name = "WG-AI"
name = {en = "Working group on AI", vi = "Nhóm công tác về AI"}
level = "working"
source = "I"
"""

VENUE = """\
[[venue]]
code = "centre"
name = {en = "Lotus Centre", vi = "Trung tâm Sen"}
address = {en = "1 Lake Street", vi = "Số 1 phố Hồ"}
latitude = 21.0
longitude = 105.85
illustrative = true

[[room]]
code = "grand-hall"
venue = "centre"
name = {en = "Grand Hall", vi = "Hội trường lớn"}
seats = 500
illustrative = true
column = "grand-hall"

[[room]]
code = "annex"
venue = "centre"
name = {en = "Annex", vi = "Nhà phụ"}
seats = 40
illustrative = false

[[gate]]
code = "e1"
name = {en = "Main entrance", vi = "Cổng chính"}
kind = "building"
rooms = []
re_entry = "free"

[[gate]]
code = "z1"
name = {en = "Delegates’ wing", vi = "Khu đại biểu"}
kind = "zone"
rooms = []
categories = ["head", "delegate"]
re_entry = "in-out"

[[gate]]
code = "g1"
name = {en = "Grand Hall, door 1", vi = "Hội trường lớn, cửa 1"}
kind = "room"
rooms = ["grand-hall"]
re_entry = "once"
"""

PARTIES = """\
[[group]]
code = "ams"
name = {en = "Member states", vi = "Các quốc gia thành viên"}

[[group]]
code = "partner"
name = {en = "Partners", vi = "Các đối tác"}

[[party]]
code = "VN"
kind = "member"
groups = ["ams"]
name = {en = "Viet Nam", vi = "Việt Nam"}
sort = "Viet Nam"
flag = "vn"
state = true
quota = 14

[[party]]
code = "CN"
kind = "partner"
groups = ["partner"]
name = {en = "China", vi = "Trung Quốc"}
sort = "China"
flag = "cn"
state = true
quota = 12
note = "Invented quota."

[[party]]
code = "HOST"
kind = "host"
groups = []
name = {en = "Host staff", vi = "Ban tổ chức"}
sort = "Host staff"
state = false
quota = 45
"""

MONDAY = """\
date = 2026-03-02
title = {en = "Opening", vi = "Khai mạc"}

[[session]]
code = "opening"
meeting = "council"
track = "ceremony"
title = {en = "Opening of the \\"Lotus\\" Forum", vi = "Khai mạc Diễn đàn Sen"}
start = "08:30"
end = "10:00"
doors = "07:15"
doors_close = "08:20"
room = "grand-hall"
access = "by delegation"
audience = ["ams 1+8", "partner 1+4", "named(speakers)"]
source = "I"
illustrative = ["time", "room"]

[[session]]
code = "x7k2"
meeting = "council"
track = "ministers"
title = {en = "Retreat", vi = "Phiên hội ý"}
start = "10:00"
end = "11:45"
room = "grand-hall"
access = "closed"
audience = [
    "ams 1+1",
    "CN:head|deputy@council 1+1 as table",
    "ams:chair@wg-* 1 each",
    "tbd(2,partner) 1+1",
    "-VN:media",
]
status = "tentative"
re_entry = "once"
source = "I"
illustrative = ["time", "room"]
note = "Co-chaired."
"""

FRIDAY = """\
date = 2026-03-06
title = {en = "Closing", vi = "Bế mạc"}
note = "A short day."

[[session]]
code = "lunch"
track = "service"
title = {en = "Lunch", vi = "Bữa trưa"}
start = "11:45"
end = "13:30"
room = "annex"
access = "open"
audience = ["everyone"]
source = "I"
illustrative = ["time", "room", "session"]

[[session]]
code = "closing"
meeting = "council"
track = "ceremony"
title = {en = "Closing", vi = "Bế mạc"}
start = "14:15"
end = "15:00"
room = "grand-hall"
access = "by delegation"
audience = ["same(opening)"]
source = "I"
illustrative = []
"""

TEXTS = {
    "edition.toml": EDITION,
    "venue.toml": VENUE,
    "parties.toml": PARTIES,
    "programme/2026-03-02.toml": MONDAY,
    "programme/2026-03-06.toml": FRIDAY,
}
