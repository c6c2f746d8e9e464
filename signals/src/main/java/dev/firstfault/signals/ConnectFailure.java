package dev.firstfault.signals;

/** Why a connection to a server could not be opened. The id is the one on disk, the word the one in labels. */
public enum ConnectFailure {
    /** Anything that fits no other reason. */
    OTHER(0, "other"),
    /** The server has no connection left: MySQL 1040, 1203, 1226; PostgreSQL 53300; Oracle 12519, 12520; ... */
    CONNECTION_LIMIT(1, "connection-limit"),
    /** The server does not accept this user, password or access path: SQLState class 28, MySQL 1045, ... */
    LOGIN_REFUSED(2, "login-refused"),
    /** Nobody listens: connection refused. */
    DOWN(3, "down"),
    /** No answer in time: connect, handshake or login timed out, no route. */
    UNREACHABLE(4, "unreachable"),
    /** The host name did not resolve. */
    DNS(5, "dns"),
    /** The TLS handshake failed. */
    TLS(6, "tls"),
    /** The peer accepted and then dropped the connection: reset, end of stream in the handshake. */
    DROPPED(7, "dropped"),
    /** The database or schema does not exist. */
    NO_DATABASE(8, "no-database"),
    /** The server is there but starting, stopping or recovering: PostgreSQL 57P03, MySQL 1053. */
    NOT_READY(9, "not-ready"),
    /** This process or host has no descriptor, port or thread left to connect with. */
    LOCAL_LIMIT(10, "local-limit");

    private final int id;
    private final String word;

    ConnectFailure(int id, String word) {
        this.id = id;
        this.word = word;
    }

    /** The number on disk. */
    public int id() {
        return id;
    }

    /** The value of the label {@code reason}. */
    public String word() {
        return word;
    }

    /** The failure with this id; {@link #OTHER} for any other number. */
    public static ConnectFailure ofId(long id) {
        for (ConnectFailure failure : values()) {
            if (failure.id == id) {
                return failure;
            }
        }
        return OTHER;
    }
}
