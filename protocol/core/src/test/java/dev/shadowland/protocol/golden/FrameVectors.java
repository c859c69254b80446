package dev.shadowland.protocol.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.shadowland.protocol.message.Ack;
import dev.shadowland.protocol.message.Benchmark;
import dev.shadowland.protocol.message.CheckIntegrity;
import dev.shadowland.protocol.message.Command;
import dev.shadowland.protocol.message.CryptoTest;
import dev.shadowland.protocol.message.CryptoTestAck;
import dev.shadowland.protocol.message.Disconnect;
import dev.shadowland.protocol.message.EnterDenied;
import dev.shadowland.protocol.message.EnterToWorld;
import dev.shadowland.protocol.message.Fragment;
import dev.shadowland.protocol.message.InputCommand;
import dev.shadowland.protocol.message.InputFrame;
import dev.shadowland.protocol.message.IntegrityAnswer;
import dev.shadowland.protocol.message.Ping;
import dev.shadowland.protocol.message.Pong;
import dev.shadowland.protocol.message.RekeyRequest;
import dev.shadowland.protocol.message.RekeyResponse;
import dev.shadowland.protocol.message.ReliableHandshake;
import dev.shadowland.protocol.message.Resync;
import dev.shadowland.protocol.message.SyncEntity;
import dev.shadowland.protocol.message.Water;
import dev.shadowland.protocol.message.WorldEntered;
import dev.shadowland.protocol.message.WorldEvent;
import dev.shadowland.protocol.message.WorldReceipt;
import dev.shadowland.protocol.symbol.SymbolSender;
import dev.shadowland.protocol.token.LoginToken;
import dev.shadowland.protocol.wire.FrameType;
import dev.shadowland.protocol.wire.FrameWriter;
import dev.shadowland.protocol.wire.WireWriter;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Sections 7 to 11, 13, 15, 17 and 19 of the document: one payload of each frame. */
final class FrameVectors {
    private static final String CLIENT = "client";
    private static final String SERVER = "server";
    private static final byte[] KEY = pattern(32);

    private FrameVectors() {}

    static void addTo(VectorFile file) {
        control(file);
        security(file);
        game(file);
        enterToWorld(file);
        entering(file);
        numbered(file);
        reliable(file);
        compressed(file);
        fragments(file);
        file.vector("no frame", "payload").given("from", CLIENT);
    }

    private static void control(VectorFile file) {
        long echo = 0x0102_0304_0506_0708L;
        String echoed = "0807060504030201";
        file.vector("Ping", "payload").frame(CLIENT, new Ping(echo)).body("echo", echoed);
        file.vector("Pong", "payload").frame(SERVER, new Pong(echo)).body("echo", echoed);
        file.vector("CryptoTest", "payload")
                .frame(SERVER, new CryptoTest(echo))
                .body("echo", echoed);
        file.vector("CryptoTestAck", "payload")
                .frame(CLIENT, new CryptoTestAck(echo))
                .body("echo", echoed);
        file.vector("Disconnect", "payload").frame(SERVER, new Disconnect(8)).body("reason", 8);
        file.vector("ReliableHandshake", "payload")
                .frame(CLIENT, new ReliableHandshake())
                .body("start", 1);
        file.vector("Ack of the first", "payload")
                .frame(CLIENT, new Ack(0, 0, 0))
                .body("newest", 0)
                .body("bits", 0)
                .body("delay", 0);
        file.vector("Ack of 65", "payload")
                .frame(CLIENT, new Ack(64, -1, 0xFFFF))
                .body("newest", 64)
                .body("bits", "18446744073709551615")
                .body("delay", 65535);
    }

    private static void security(VectorFile file) {
        file.vector("CheckIntegrity of the server", "payload")
                .frame(SERVER, new CheckIntegrity(0xDEAD_BEEFL, 513))
                .body("challenge", 0xDEAD_BEEFL)
                .body("index", 513);
        file.vector("CheckIntegrity of the client", "payload")
                .frame(CLIENT, new IntegrityAnswer(0xDEAD_BEEFL, Arrays.copyOf(KEY, 16)))
                .body("challenge", 0xDEAD_BEEFL)
                .body("key", Arrays.copyOf(KEY, 16));
        file.vector("RekeyRequest", "payload")
                .frame(SERVER, new RekeyRequest(1, KEY))
                .body("epoch", 1)
                .body("key", KEY);
        file.vector("RekeyResponse", "payload")
                .frame(CLIENT, new RekeyResponse(0xFFFF_FFFFL, KEY))
                .body("epoch", 0xFFFF_FFFFL)
                .body("key", KEY);
    }

    private static void game(VectorFile file) {
        file.vector("Benchmark", "payload")
                .frame(SERVER, new Benchmark(7, -1, 200))
                .body("number", 7)
                .body("sentAt", -1)
                .body("filler", 200);
        file.vector("SyncEntity", "payload")
                .frame(CLIENT, new SyncEntity(9, -1, 0.5f, 270, 0x81, 6))
                .body("number", 9)
                .body("moveX", "bf800000")
                .body("moveY", "3f000000")
                .body("yaw", "43870000")
                .body("buttons", 0x81)
                .body("steps", 6);
        inputs(file);
        file.vector("Resync", "payload").frame(CLIENT, new Resync(3)).body("request", 3);
        file.vector("SymbolDefine", "payload")
                .given("from", SERVER)
                .written(FrameVectors::symbol)
                .expect("frame[0].type", FrameType.RELIABLE_ORDERED)
                .expect("frame[0].length", 4 + 1 + 2 + "Höhle".getBytes(UTF_8).length)
                .body("number", 0)
                .body("inner.type", FrameType.SYMBOL_DEFINE)
                .body("inner.id", 0)
                .body("inner.text", "Höhle");
    }

    private static void symbol(WireWriter writer) {
        byte[] define = VectorFile.written(body -> new SymbolSender().define("Höhle", body));
        FrameWriter.head(writer, FrameType.RELIABLE_ORDERED, 5 + define.length)
                .u32(0)
                .u8(FrameType.SYMBOL_DEFINE)
                .bytes(define);
    }

    private static void inputs(VectorFile file) {
        VectorFile.Vector vector =
                file.vector("SyncEntityQuantized", "payload")
                        .given("from", CLIENT)
                        .written(
                                writer -> {
                                    FrameWriter.head(
                                            writer,
                                            FrameType.SYNC_ENTITY_QUANTIZED,
                                            InputFrame.size(2));
                                    InputFrame.writeHead(writer, 0xFFFF_FFFFL, 2);
                                    InputFrame.writeInput(
                                            writer, InputCommand.of(-127, 127, 0, 1, 1));
                                    InputFrame.writeInput(
                                            writer, InputCommand.of(0, -1, 65_535, 255, 6));
                                })
                        .expect("frame[0].type", 0x41)
                        .expect("frame[0].length", 17)
                        .body("newest", 0xFFFF_FFFFL)
                        .body("count", 2);
        String[] names = {"moveX", "moveY", "yaw", "buttons", "steps"};
        int[][] values = {{-127, 127, 0, 1, 1}, {0, -1, 65_535, 255, 6}};
        for (int i = 0; i < values.length; i++) {
            for (int j = 0; j < names.length; j++) {
                vector.body("input[" + i + "]." + names[j], values[i][j]);
            }
        }
    }

    private static void entering(VectorFile file) {
        WorldEntered entered =
                new WorldEntered(
                        5,
                        1000,
                        60,
                        2,
                        102_400,
                        -1,
                        -2,
                        -3,
                        10,
                        20,
                        30,
                        1.5,
                        2.5,
                        3.5,
                        600,
                        77,
                        Arrays.copyOf(KEY, 5),
                        List.of(new Water(-7, -2_000_000_000, 3, 4), new Water(0, 1, 2, 3)));
        VectorFile.Vector vector =
                file.vector("WorldEntered", "payload")
                        .frame(SERVER, entered)
                        .body("entity", 5)
                        .body("tick", 1000)
                        .body("tickRate", 60)
                        .body("map", 2)
                        .body("quadrantSize", 102_400)
                        .body("maxSpeed", Integer.toHexString(Float.floatToIntBits(600)))
                        .body("lastInput", 77)
                        .body("ticketLength", 5)
                        .body("ticket", Arrays.copyOf(KEY, 5))
                        .body("waterCount", 2)
                        .body("water[0].west", -7)
                        .body("water[0].south", -2_000_000_000)
                        .body("water[0].east", 3)
                        .body("water[0].north", 4)
                        .body("water[1].west", 0)
                        .body("water[1].south", 1)
                        .body("water[1].east", 2)
                        .body("water[1].north", 3);
        axes(vector, "base", -1, -2, -3);
        axes(vector, "extent", 10, 20, 30);
        axes(vector, "place", 1.5, 2.5, 3.5);
        file.vector("EnterDenied", "payload")
                .frame(SERVER, new EnterDenied(EnterDenied.Reason.REPLACED))
                .body("reason", 5);
    }

    private static void enterToWorld(VectorFile file) {
        UUID id = new UUID(0x0102_0304_0506_0708L, 0x090A_0B0C_0D0E_0F10L);
        UUID cluster = new UUID(0x1112_1314_1516_1718L, 0x191A_1B1C_1D1E_1F20L);
        byte[] token = new LoginToken(id, cluster, 7, -8, 1000, 61_000).signed(KEY);
        file.vector("EnterToWorld", "payload")
                .given("from", CLIENT)
                .written(writer -> EnterToWorld.write(writer, 0xDEAD_BEEF, token))
                .expect("frame[0].type", FrameType.ENTER_TO_WORLD)
                .expect("frame[0].length", EnterToWorld.SIZE)
                .body("clientBuild", 0xDEAD_BEEFL)
                .body("token.version", 1)
                .body("token.id", "0807060504030201100f0e0d0c0b0a09")
                .body("token.cluster", "1817161514131211201f1e1d1c1b1a19")
                .body("token.account", 7)
                .body("token.character", -8)
                .body("token.issuedAt", 1000)
                .body("token.expiresAt", 61_000)
                .body("token.signature", Arrays.copyOfRange(token, 65, 129));
    }

    /** A message that is compressed whole; its bytes repeat once, so that no run hides a change. */
    private static void compressed(VectorFile file) {
        byte[] body = pattern(700);
        byte[] message =
                VectorFile.written(
                        writer ->
                                new WorldEvent(5, 77, 6, body)
                                        .write(writer.u8(FrameType.WORLD_EVENT)));
        byte[] block = SealedVectors.compressed(message);
        file.vector("Compressed", "payload")
                .given("from", SERVER)
                .written(
                        writer ->
                                FrameWriter.head(writer, FrameType.COMPRESSED, block.length)
                                        .bytes(block))
                .expect("frame[0].type", FrameType.COMPRESSED)
                .expect("frame[0].length", block.length)
                .body("size", message.length)
                .body("plain.inner.type", FrameType.WORLD_EVENT)
                .body("plain.inner.number", 5)
                .body("plain.inner.since", 77)
                .body("plain.inner.kind", 6)
                .body("plain.inner.body", body);
    }

    static void axes(VectorFile.Vector vector, String name, double... values) {
        for (int i = 0; i < values.length; i++) {
            vector.body(name + "." + i, Long.toHexString(Double.doubleToLongBits(values[i])));
        }
    }

    private static void numbered(VectorFile file) {
        byte[] body = pattern(3);
        file.vector("Command", "payload")
                .frame(CLIENT, new Command(300, 0x8000_0001L, 255, 0xFFFF, body))
                .body("number", 300)
                .body("since", 0x8000_0001L)
                .body("kept", 255)
                .body("kind", 0xFFFF)
                .body("body", body);
        file.vector("WorldEvent", "payload")
                .frame(SERVER, new WorldEvent(0xFFFF_FFFFL, 0xFFFF_FFFEL, 0, pattern(1000)))
                .body("number", 0xFFFF_FFFFL)
                .body("since", 0xFFFF_FFFEL)
                .body("kind", 0)
                .body("body", pattern(1000));
        file.vector("WorldReceipt", "payload")
                .frame(CLIENT, new WorldReceipt(12, 61))
                .body("number", 12)
                .body("since", 61);
    }

    private static void reliable(VectorFile file) {
        byte[] command = VectorFile.written(new Command(1, 61, 0, 2, pattern(4))::write);
        for (int type : new int[] {FrameType.RELIABLE_ORDERED, FrameType.RELIABLE_UNORDERED}) {
            file.vector("reliable message in 0x" + Integer.toHexString(type), "payload")
                    .given("from", CLIENT)
                    .written(
                            writer ->
                                    FrameWriter.head(writer, type, 5 + command.length)
                                            .u32(8)
                                            .u8(FrameType.COMMAND)
                                            .bytes(command))
                    .expect("frame[0].type", type)
                    .expect("frame[0].length", 5 + command.length)
                    .body("number", 8)
                    .body("inner.type", FrameType.COMMAND)
                    .body("inner.number", 1)
                    .body("inner.since", 61)
                    .body("inner.kept", 0)
                    .body("inner.kind", 2)
                    .body("inner.body", pattern(4));
        }
    }

    private static void fragments(VectorFile file) {
        byte[] whole =
                VectorFile.written(
                        writer -> new Benchmark(5, 6, 1100).write(writer.u8(FrameType.BENCHMARK)));
        byte[] first = Arrays.copyOf(whole, Fragment.PIECE);
        byte[] rest = Arrays.copyOfRange(whole, Fragment.PIECE, whole.length);
        file.vector("a whole in two pieces, the last one first", "fragments")
                .given("from", SERVER)
                .written(
                        writer -> {
                            new Fragment(700, 1024, whole.length, rest).writeFrame(writer);
                            new Fragment(700, 0, whole.length, first).writeFrame(writer);
                        })
                .expect("frame[0].type", 8)
                .expect("frame[0].length", 8 + rest.length)
                .expect("frame[0].fragmentId", 700)
                .expect("frame[0].offset", 1024)
                .expect("frame[0].totalSize", whole.length)
                .expect("frame[0].piece", rest)
                .expect("frame[1].type", 8)
                .expect("frame[1].length", 8 + 1024)
                .expect("frame[1].fragmentId", 700)
                .expect("frame[1].offset", 0)
                .expect("frame[1].totalSize", whole.length)
                .expect("frame[1].piece", first)
                .expect("whole.inner.type", FrameType.BENCHMARK)
                .expect("whole.inner.number", 5)
                .expect("whole.inner.sentAt", 6)
                .expect("whole.inner.filler", 1100);
    }

    /** Bytes that no two neighbours share. */
    static byte[] pattern(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 37 + 11);
        }
        return bytes;
    }
}
