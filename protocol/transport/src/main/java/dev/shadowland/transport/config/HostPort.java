package dev.shadowland.transport.config;

/**
 * A host with a port, written {@code host:port} or {@code [v6]:port}.
 *
 * @param host name or address, without brackets
 * @param port 1..65535
 */
public record HostPort(String host, int port) {
    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        boolean isBracketed = host.startsWith("[") && host.endsWith("]");
        String bare = isBracketed ? host.substring(1, host.length() - 1) : host;
        if (bare.isBlank() || (!isBracketed && bare.indexOf(':') >= 0)) {
            throw new IllegalArgumentException("not host:port: '" + text + "'");
        }
        int port = portOf(text.substring(colon + 1));
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a port 1..65535 in '" + text + "'");
        }
        return new HostPort(bare, port);
    }

    private static int portOf(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    /** The text form. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
