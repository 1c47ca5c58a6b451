//! Rows of the table of secrets for commands, settings and files of passwords.

use super::pattern::{Pattern, key, of};
use super::reason::Reason;

/// Long options, and short ones of the commonest clients.
pub const OPTION: Pattern = of(
    Reason::Password,
    key(
        "option of a command with a secret",
        &["--pass", "--token", "--secret", "--api", "--key", "--pwd", "--auth", "-u", "-p"],
        r#"(?i)(?:^|\s)(?:--(?:password|passwd|passphrase|pass|pwd|token|secret|api-?key|auth-token|access-token|secret-key|client-secret)[= ]+("[^"]*"|'[^']*'|\S+)|(?:curl|wget|http)\b[^\n]*\s(?:-u|--user)[ =]?\s*[^\s:]+:(\S+)|(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n]*\s-p(\S+)|(?:sshpass|mongo|rdesktop)\b[^\n]*\s-p\s?(\S+))"#,
        &[
            "mysqldump --password=geheim db",
            "gh auth --token abcdef",
            "curl -u anna:secret http://x.org",
            "mysql -u root -phunter2 db",
            "sshpass -p letmein ssh host",
        ],
        &["ls -p", "cargo test -p foretype", "cut -u", "run it with --password-file x --user y"],
    ),
);

/// Short options, each of which holds a password with some clients and something else with others.
pub const CLIENT: Pattern = of(
    Reason::Password,
    key(
        "short option of a client with a password",
        &[
            "redis-cli",
            "zip -",
            "zip ",
            "ldap",
            "sqlcmd",
            "psexec",
            "docker",
            "podman",
            "helm ",
            "az login",
            "mongo",
            "influx",
            "7z ",
            "smbclient",
            "mosquitto_",
            "cqlsh",
            "ipmitool",
            "snmp",
            "net use",
            "xfreerdp",
            "cmdkey",
            "htpasswd",
            "openssl",
            "keytool",
            "sqlplus",
            "nmcli",
            "wpa_passphrase",
            "security add",
        ],
        r#"(?:\bredis-cli\b[^\n]*?\s-a\s+|\b(?:un)?zip\b[^\n]*?\s-P\s*|\b7z\b[^\n]*?\s-p|\bldap(?:search|add|modify|delete|passwd)\b[^\n]*?\s-w\s*|\b(?:sqlcmd|mosquitto_(?:pub|sub)|ipmitool|bcp)\b[^\n]*?\s-P\s*|\b(?:docker|podman|helm|az)\b[^\n]*?\blogin\b[^\n]*?\s-p\s*|\b(?:mongosh?|influx|cqlsh|psexec)\b[^\n]*?\s-u\b[^\n]*?\s-p\s*|\bsmbclient\b[^\n]*?\s-U\s*[^\s%]+%|\bsnmp(?:walk|get)\b[^\n]*?\s-[AX]\s+|\bnet\s+use\b[^\n]*?\s/user:\S+\s+|\bnet\s+use\s+(?:[A-Za-z]:\s+)?\\\\\S+\s+|\b(?:xfreerdp|cmdkey|mstsc)\b[^\n]*?\s/p(?:ass)?:|\bhtpasswd\s+-[a-z]*b[a-z]*\s+\S+\s+\S+\s+|\bopenssl\b[^\n]*?-pass(?:in|out)?\s+pass:|\bkeytool\b[^\n]*?-(?:store|key)pass\s+|\bsqlplus\s+[^\s/]+/|\bnmcli\b[^\n]*?\spassword\s+|\bwpa_passphrase\s+\S+\s+|\bsecurity\s+add-[^\n]*?\s-w\s+)("[^"\n]+"|'[^'\n]+'|[^\s"'/@&|;-][^\s"'@&|;]*)"#,
        &[
            "redis-cli -h host -a Birne7",
            "unzip -P geheim a.zip",
            "7z x -pgeheim a.7z",
            "ldapsearch -x -D cn=admin -w Birne7 -b dc=x",
            "sqlcmd -S db -U sa -P Birne7",
            "docker login -u anna -p Birne7",
            "smbclient //nas/x -U anna%Birne7",
            "net use z: \\\\nas\\x /user:anna Birne7!",
            "net use z: \\\\nas\\x Birne7!",
            "xfreerdp /v:host /u:anna /p:Birne7",
            "htpasswd -bc file anna Birne7",
            "openssl enc -aes-256-cbc -pass pass:birne",
            "keytool -list -storepass birne",
            "sqlplus scott/birne@db",
            "nmcli dev wifi connect Home password birne77",
            "wpa_passphrase Home birne77",
        ],
        &["docker run -p 8080:80 nginx", "zip -r a.zip a", "unzip a.zip -d x", "redis-cli ping", "the security of it"],
    ),
);

/// What is written into the standard input of a command that takes a password there.
pub const PIPED: Pattern = of(
    Reason::Password,
    key(
        "password that is piped into a command",
        &["sudo -s", "chpasswd", "passwd --stdin", "--password-stdin", "sudo -k", "smbpasswd"],
        r#"(?i)(?:echo|printf|<<<)\s+(?:-[a-z]+\s+)*("[^"\n]+"|'[^'\n]+'|[^\s"'|-]\S*)\s*(?:\|[^\n]*(?:sudo\s+(?:-\S+\s+)*-\w*s|chpasswd|passwd --stdin|--password-stdin|smbpasswd))|sudo\s+(?:-\S+\s+)*-\w*s[^\n]*<<<\s*("[^"\n]+"|'[^'\n]+'|\S+)"#,
        &[
            "echo 'birne_7' | sudo -S apt update",
            "echo root:birne | chpasswd",
            "echo birne | docker login -u anna --password-stdin x.org",
            "sudo -S apt update <<< birne",
        ],
        &["echo hi | sudo tee /etc/motd", "sudo -s", "cat file | sudo -S true"],
    ),
);

/// Variables, settings and fields by their names.
pub const VARIABLE: Pattern = of(
    Reason::Password,
    key(
        "variable that holds a secret",
        &["pass", "_pw", "secret", "token", "key", "pwd", "credential"],
        r#"(?-u:\b)(?:[A-Za-z0-9_.-]*(?i:password|passwd|passphrase|passwort|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|secret[_-]?key|auth[_-]?key|encryption[_-]?key|credentials?|pwd)[A-Za-z0-9_-]*|[A-Za-z0-9.-]*[_-](?i:pass|pw|psk))["']?\s*(?:=|:=|=>|:)\s*("[^"\n]+"|'[^'\n]+'|[^\s"',;&)]+)"#,
        &[
            "export DB_PASSWORD=geheim",
            "DB_PASS=geheim",
            "SMTP_PW = sonne",
            "X-Api-Key: abc",
            "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "\"client_secret\": \"abc def\"",
            "api_key: 12",
            "password:hunter2",
            "Server=x;Pwd=letmein;",
        ],
        &["the key is under the mat", "a token of love", "secret = ", "keyboard: yes", "mountain pass: closed"],
    ),
);

/// Files of logins.
pub const NETRC: Pattern = of(
    Reason::Password,
    key(
        "line of .netrc or .pgpass",
        &["login", ":"],
        r"(?im)\blogin\s+\S+\s+(?:account\s+\S+\s+)?password\s+(\S+)|^[\w.*-]+:(?:\d{2,5}|\*):[\w*-]+:[\w*-]+:(\S+)$",
        &["machine example.org login anna password sonnenblume", "localhost:5432:app:anna:sonne"],
        &["I cannot login, what is the password", "12:30:15:10:20 and on"],
    ),
);
