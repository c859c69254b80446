package dev.shadowland.checker;

import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * A recorded connection: every sealed datagram of both ends, in the order of sending, with the keys
 * of the first epoch and what the ends of each later one keep to themselves. Checks each datagram
 * by itself, and what holds between them: sequences count up from 0 and are never sealed twice,
 * nothing is acknowledged that was not sent, reliable messages are numbered without a gap and
 * repeated unchanged, the key phase is the epoch's, the server goes first and not before it could
 * have its answer.
 */
public final class Stream {
    private final Map<?, ?> file;
    private final Epochs epochs;
    private final End client = new End();
    private final End server = new End();
    private final TreeMap<String, Integer> frames = new TreeMap<>();
    private String connectionId = "";
    private int datagrams;

    /** What one end did so far. */
    private static final class End {
        private long nextSequence;
        private int epoch;
        private final Map<String, String> messages = new HashMap<>();
        private final Map<String, Long> nextNumber = new HashMap<>();
        private final Map<String, TreeMap<Integer, String>> wholes = new HashMap<>();
    }

    private Stream(Map<?, ?> file) {
        this.file = file;
        epochs = new Epochs(file);
    }

    /** The stream of a file's text. */
    public static Stream of(String json) {
        if (Json.parse(json) instanceof Map<?, ?> file) {
            return new Stream(file);
        }
        throw new IllegalArgumentException("no object of datagrams");
    }

    /**
     * Checks all of it.
     *
     * @return how many datagrams, frames of each type, and how often the keys changed
     * @throws Disagreement whose offset is that in the datagram that its message names
     */
    public String check() throws Disagreement {
        for (Object datagram : Json.array(file, "datagrams")) {
            if (datagram instanceof Map<?, ?> map) {
                datagram(map);
            }
        }
        return "%d datagrams, frames by type %s, epochs of server %d and client %d"
                .formatted(datagrams, frames, server.epoch, client.epoch);
    }

    private void datagram(Map<?, ?> datagram) throws Disagreement {
        boolean fromServer = Json.string(datagram, "from").equals("server");
        byte[] bytes = Vectors.hex(datagram, "hex");
        try {
            Cursor in = read(bytes, fromServer);
            account(in, fromServer ? server : client, fromServer ? client : server);
            datagrams++;
        } catch (Disagreement e) {
            throw new Disagreement(
                    e.offset(), "datagram %d: %s".formatted(datagrams, e.getMessage()));
        } catch (GeneralSecurityException e) {
            throw new Disagreement(0, "datagram %d: %s".formatted(datagrams, e.getMessage()));
        }
    }

    /** Under the sender's present key, or the next when the phase says so. */
    private Cursor read(byte[] bytes, boolean fromServer)
            throws Disagreement, GeneralSecurityException {
        End sender = fromServer ? server : client;
        int phase = bytes.length > 5 ? (bytes[5] >> 2) & 1 : 0;
        int epoch = (sender.epoch & 1) == phase ? sender.epoch : sender.epoch + 1;
        Cursor in = Cursor.of(bytes);
        in.require(epoch <= (fromServer ? epochs.newest() : server.epoch), "a phase too early");
        Sealed.read(in, bytes, epochs.key(epoch, fromServer), fromServer);
        sender.epoch = epoch;
        return in;
    }

    private void account(Cursor in, End sender, End peer)
            throws Disagreement, GeneralSecurityException {
        String id = value(in, "connectionId");
        in.require(connectionId.isEmpty() || id.equals(connectionId), "another connection");
        connectionId = id;
        long sequence = Long.parseLong(value(in, "sequence"));
        if (sequence != sender.nextSequence) {
            throw new Disagreement(6, "sequence " + sequence + ", not " + sender.nextSequence);
        }
        sender.nextSequence++;
        for (int i = 0; in.fields().containsKey("frame[" + i + "].type"); i++) {
            frame(in, "frame[" + i + "].", sender, peer);
        }
    }

    private void frame(Cursor in, String name, End sender, End peer)
            throws Disagreement, GeneralSecurityException {
        String type = "0x" + HexFormat.of().toHexDigits(Byte.parseByte(value(in, name + "type")));
        frames.merge(type, 1, Integer::sum);
        if (type.equals("0x07")) {
            in.require(
                    Long.parseLong(value(in, name + "newest")) < peer.nextSequence,
                    "an ack of what was never sent");
        }
        if (type.equals("0x0d")) {
            epochs.onRequest(in, epoch(in, name), value(in, name + "key"));
        }
        if (type.equals("0x0e")) {
            epochs.onResponse(in, epoch(in, name), value(in, name + "key"));
        }
        if (type.equals("0x68") || type.equals("0x69")) {
            message(in, name, type, sender);
        }
        boolean inside = in.fields().containsKey(name + "inner.fragmentId");
        if (type.equals("0x08") || inside) {
            piece(in, inside ? name + "inner." : name, type, sender);
        }
    }

    private static long epoch(Cursor in, String name) throws Disagreement {
        return Long.parseLong(value(in, name + "epoch"));
    }

    /** Keeps a piece; the last one of a whole has it read. */
    private void piece(Cursor in, String name, String channel, End sender) throws Disagreement {
        int total = Integer.parseInt(value(in, name + "totalSize"));
        String whole = channel + " " + value(in, name + "fragmentId") + " " + total;
        TreeMap<Integer, String> pieces =
                sender.wholes.computeIfAbsent(whole, _ -> new TreeMap<>());
        int offset = Integer.parseInt(value(in, name + "offset"));
        String piece = value(in, name + "piece");
        String before = pieces.putIfAbsent(offset, piece);
        in.require(before == null || before.equals(piece), "a piece changed");
        String all = String.join("", pieces.values());
        if (before == null && all.length() == 2 * total) {
            Cursor content = Cursor.of(HexFormat.of().parseHex(all));
            new Frames(sender == server).whole(content, channel.equals("0x68"));
            frames.merge("whole", 1, Integer::sum);
        }
    }

    private static void message(Cursor in, String name, String type, End sender)
            throws Disagreement {
        long number = Long.parseLong(value(in, name + "number"));
        StringBuilder content = new StringBuilder();
        in.fields()
                .forEach(
                        (field, read) -> {
                            if (field.startsWith(name + "inner.")) {
                                content.append(field).append(read.value());
                            }
                        });
        String all = content.toString().replace(name, "");
        String before = sender.messages.putIfAbsent(type + number, all);
        in.require(before == null || before.equals(all), "message " + number + " changed");
        long next = sender.nextNumber.getOrDefault(type, 0L);
        in.require(number <= next, "message " + number + " before " + next);
        sender.nextNumber.put(type, Math.max(next, number + 1));
    }

    private static String value(Cursor in, String name) throws Disagreement {
        Cursor.Field field = in.fields().get(name);
        if (field == null) {
            throw in.wrong("no " + name);
        }
        return field.value();
    }
}
