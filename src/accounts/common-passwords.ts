// Those of ten characters or more, in lower case, that lead the lists of leaked passwords.
const texts = `
  0123456789 1234567890 12345678901 123456789012 12345678910 1234567891 0987654321 9876543210 1234554321 1234512345
  123123123123 12341234123 1234567890a 123456789a 123456789abc 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx3edc 1qazxsw23edc
  q1w2e3r4t5 q1w2e3r4t5y6 qwertyuiop qwertyuiop123 qwerty1234 qwerty12345 qwerty123456 qwertyqwerty qwerty123!
  qazwsxedcrfv qazwsx123456 asdfghjkl123 asdfghjkl1 asdfasdfasdf zxcvbnm123 zxcvbnm1234 zaq12wsxcde3 azertyuiop
  password01 password11 password12 password123 password1234 password12345 password123456 password2024 password2025
  password2026 password1! password123! passwordpassword passw0rd123 passw0rd1234 p@ssw0rd123 p@ssword123 pa55word123
  mypassword mypassword1 newpassword yourpassword letmein123 letmein1234 letmeinnow welcome123 welcome1234 welcome12345
  welcome2024 welcome2025 welcome2026 changeme123 changeme1234 changeit123 administrator admin12345 admin123456
  adminadmin administrator1 superuser123 rootroot123 testtest123 test123456 testing123 testing1234 secret1234
  secretpassword iloveyou12 iloveyou123 iloveyou1234 iloveyousomuch princess123 princess1234 sunshine12 sunshine123
  sunshine1234 football12 football123 football1234 baseball123 basketball basketball1 superman123 batman12345
  spiderman123 starwars123 pokemon123 pokemon1234 dragon12345 monkey12345 master12345 michael1234 jennifer123 jessica123
  charlie1234 liverpool1 liverpool123 manchester manchesterunited chelsea123 arsenal123 barcelona123 realmadrid1
  abcdefghij abcdefghijk abcdefghijkl abcd123456 abcd12345678 abc1234567 abc123456789 abc123abc123 aa12345678
  a123456789 a1234567890 aaaaaaaaaa1 asd123456789 q123456789 computer123 internet123 whatever123 trustno1trustno1
  summer2024 summer2025 summer2026 winter2024 winter2025 winter2026 spring2025 spring2026 autumn2025 november2025
  freedom123 shadow12345 chocolate1 chocolate123 butterfly1 butterfly123 christmas1 facebook123 google1234 samsung123
  frontdesk1 frontdesk12 frontdesk123 frontdesk1234 reception1 reception123 hotel12345 hotel123456
`;

export const commonPasswords: ReadonlySet<string> = new Set(texts.trim().split(/\s+/));
