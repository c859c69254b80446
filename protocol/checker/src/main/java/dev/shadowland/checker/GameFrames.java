package dev.shadowland.checker;

/** Section 17: the bodies of game frames. */
final class GameFrames {
    private GameFrames() {}

    static void read(int type, boolean fromServer, Cursor in, String name) throws Disagreement {
        boolean ofServer = type < 0x40 || type == 0x60 || type == 0x61;
        in.require(fromServer == ofServer, "a frame of type " + type + " from the wrong end");
        switch (type) {
            case 0x20 -> benchmark(in, name);
            case 0x22 -> updateEntity(in, name);
            case 0x40 -> syncEntity(in, name);
            case 0x41 -> inputs(in, name);
            case 0x43 -> enter(in, name);
            case 0x60 -> entered(in, name);
            case 0x61 -> in.unsigned(name + "reason", 1);
            default -> throw in.wrong("no frame has type " + type);
        }
    }

    private static void benchmark(Cursor in, String name) throws Disagreement {
        in.unsigned(name + "number", 4);
        in.signed(name + "sentAt", 8);
        in.put(name + "filler", in.left(), in.offset());
        in.require(in.left() <= 1100, "filler of " + in.left());
        while (in.left() > 0) {
            in.require(in.raw(1) == 0, "filler that is not zero");
        }
    }

    private static void updateEntity(Cursor in, String name) throws Disagreement {
        entity(in, name + "entity");
        int mask = (int) in.unsigned(name + "mask", 1);
        in.require(mask > 0 && mask < 0x40, "mask " + mask);
        axes(in, name + "place", (mask & 0x01) != 0, 8);
        axes(in, name + "rotation", (mask & 0x02) != 0, 4);
        if ((mask & 0x04) != 0) {
            in.unsigned(name + "animation", 2);
        }
        if ((mask & 0x08) != 0) {
            in.unsigned(name + "flags", 4);
        }
        axes(in, name + "velocity", (mask & 0x10) != 0, 4);
        if ((mask & 0x20) != 0) {
            in.signed(name + "health", 4);
            in.signed(name + "mana", 4);
        }
    }

    private static void entity(Cursor in, String name) throws Disagreement {
        long id = in.unsigned(name, 4);
        in.require(id >= 1 && id < 1L << 31, "entity " + id);
    }

    private static void axes(Cursor in, String name, boolean present, int size)
            throws Disagreement {
        for (int i = 0; i < 3 && present; i++) {
            in.real(name + "." + i, size);
        }
    }

    private static void syncEntity(Cursor in, String name) throws Disagreement {
        in.require(in.unsigned(name + "number", 4) >= 1, "number 0");
        in.require(Math.abs(in.real(name + "moveX", 4)) <= 1, "a move beyond 1");
        in.require(Math.abs(in.real(name + "moveY", 4)) <= 1, "a move beyond 1");
        in.real(name + "yaw", 4);
        in.unsigned(name + "buttons", 1);
        long steps = in.unsigned(name + "steps", 1);
        in.require(steps >= 1 && steps <= 6, steps + " steps");
    }

    static void inputs(Cursor in, String name) throws Disagreement {
        long newest = in.unsigned(name + "newest", 4);
        long count = in.unsigned(name + "count", 1);
        in.require(count >= 1 && count <= 24 && newest >= count, count + " inputs");
        for (int i = 0; i < count; i++) {
            String input = name + "input[" + i + "].";
            in.require(in.signed(input + "moveX", 1) > -128, "a move of -128");
            in.require(in.signed(input + "moveY", 1) > -128, "a move of -128");
            in.unsigned(input + "yaw", 2);
            in.unsigned(input + "buttons", 1);
            long steps = in.unsigned(input + "steps", 1);
            in.require(steps >= 1 && steps <= 6, steps + " steps");
        }
    }

    private static void enter(Cursor in, String name) throws Disagreement {
        in.unsigned(name + "clientBuild", 4);
        token(in, name + "token.");
    }

    static void token(Cursor in, String name) throws Disagreement {
        in.require(in.unsigned(name + "version", 1) == 1, "a token of another version");
        in.bytes(name + "id", 16);
        in.bytes(name + "cluster", 16);
        in.signed(name + "account", 8);
        in.signed(name + "character", 8);
        long issued = in.signed(name + "issuedAt", 8);
        long expires = in.signed(name + "expiresAt", 8);
        in.require(expires > issued && expires - issued <= 60_000, "a token that lives too long");
        in.bytes(name + "signature", 64);
    }

    private static void waters(Cursor in, String name) throws Disagreement {
        int count = (int) in.unsigned(name + "waterCount", 1);
        in.require(count <= 16, count + " stretches of water");
        for (int i = 0; i < count; i++) {
            String water = name + "water[" + i + "].";
            long west = in.signed(water + "west", 4);
            long south = in.signed(water + "south", 4);
            in.require(in.signed(water + "east", 4) > west, "water without an extent along X");
            in.require(in.signed(water + "north", 4) > south, "water without an extent along Y");
        }
    }

    private static void entered(Cursor in, String name) throws Disagreement {
        entity(in, name + "entity");
        in.unsigned(name + "tick", 4);
        in.require(in.unsigned(name + "tickRate", 1) > 0, "a tick rate of 0");
        in.unsigned(name + "map", 2);
        in.require(in.unsigned(name + "quadrantSize", 4) > 0, "quadrants of size 0");
        axes(in, name + "base", true, 8);
        axes(in, name + "extent", true, 8);
        axes(in, name + "place", true, 8);
        in.real(name + "maxSpeed", 4);
        in.unsigned(name + "lastInput", 4);
        int ticket = (int) in.unsigned(name + "ticketLength", 2);
        in.require(ticket <= 768, "a ticket of " + ticket);
        in.bytes(name + "ticket", ticket);
        waters(in, name);
    }
}
