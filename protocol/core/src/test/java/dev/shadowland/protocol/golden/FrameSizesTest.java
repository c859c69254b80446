package dev.shadowland.protocol.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.message.Ack;
import dev.shadowland.protocol.message.Benchmark;
import dev.shadowland.protocol.message.CheckIntegrity;
import dev.shadowland.protocol.message.Command;
import dev.shadowland.protocol.message.CryptoTest;
import dev.shadowland.protocol.message.CryptoTestAck;
import dev.shadowland.protocol.message.DeltaSync;
import dev.shadowland.protocol.message.Disconnect;
import dev.shadowland.protocol.message.EnterDenied;
import dev.shadowland.protocol.message.EnterToWorld;
import dev.shadowland.protocol.message.Fragment;
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
import dev.shadowland.protocol.snapshot.Field;
import dev.shadowland.protocol.snapshot.UpdateEntity;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The sizes of bodies in the document's tables of frames, sections 8 and 17, are the code's. */
class FrameSizesTest {
    private static final Path DOCUMENT =
            Path.of(System.getProperty("shadowland.root", "../.."), "protocol/WIRE-FORMAT.md");

    /** Id, name and sender, then in section 17 the class, and the size. */
    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| 0x(\\p{XDigit}{2} \\| \\w+ \\| (?:both|server|client))"
                            + "(?: \\| [a-z][a-z ,]*)? \\| ([0-9]+(?:\\.\\.[0-9]+)?) \\|");

    @Test
    void shouldDocumentTheSizesOfTheCode() throws IOException {
        assertThat(documented()).isEqualTo(ofCode());
    }

    private static Map<String, String> documented() throws IOException {
        Map<String, String> sizes = new TreeMap<>();
        ROW.matcher(Files.readString(DOCUMENT))
                .results()
                .forEach(row -> sizes.put(row.group(1).replace(" |", ""), row.group(2)));
        return sizes;
    }

    private static Map<String, String> ofCode() {
        Map<String, String> sizes = new TreeMap<>(control());
        sizes.put(
                "20 Benchmark server",
                range(Benchmark.HEAD_SIZE, Benchmark.HEAD_SIZE + Benchmark.MAX_FILLER));
        sizes.put("22 UpdateEntity server", range(smallestUpdate(), UpdateEntity.MAX_SIZE));
        sizes.put("26 DeltaSync server", "" + DeltaSync.SIZE);
        sizes.put("40 SyncEntity client", "" + SyncEntity.SIZE);
        sizes.put("41 SyncEntityQuantized client", range(InputFrame.size(1), InputFrame.MAX_SIZE));
        sizes.put("43 EnterToWorld client", "" + EnterToWorld.SIZE);
        sizes.put(
                "60 WorldEntered server",
                range(entered(0, 0), entered(WorldEntered.MAX_TICKET, Water.MOST)));
        sizes.put("61 EnterDenied server", "" + EnterDenied.SIZE);
        sizes.put(
                "62 Command client",
                range(Command.HEAD_SIZE, Command.HEAD_SIZE + Command.MAX_BODY));
        sizes.put(
                "63 WorldEvent server",
                range(WorldEvent.HEAD_SIZE, WorldEvent.HEAD_SIZE + WorldEvent.MAX_BODY));
        sizes.put("64 WorldReceipt client", "" + WorldReceipt.SIZE);
        sizes.put("66 Resync client", "" + Resync.SIZE);
        return sizes;
    }

    private static Map<String, String> control() {
        byte[] key = new byte[32];
        return Map.ofEntries(
                Map.entry("04 Ping both", "" + new Ping(0).size()),
                Map.entry("05 Pong both", "" + new Pong(0).size()),
                Map.entry("06 Disconnect both", "" + new Disconnect(0).size()),
                Map.entry("07 Ack both", "" + Ack.SIZE),
                Map.entry(
                        "08 Fragment both",
                        range(Fragment.HEAD_SIZE + 1, Fragment.HEAD_SIZE + Fragment.PIECE)),
                Map.entry("09 ReliableHandshake both", "" + new ReliableHandshake().size()),
                Map.entry("0A CryptoTest both", "" + new CryptoTest(0).size()),
                Map.entry("0B CryptoTestAck both", "" + new CryptoTestAck(0).size()),
                Map.entry("0C CheckIntegrity server", "" + CheckIntegrity.SIZE),
                Map.entry("0C CheckIntegrity client", "" + IntegrityAnswer.SIZE),
                Map.entry("0D RekeyRequest server", "" + new RekeyRequest(1, key).size()),
                Map.entry("0E RekeyResponse client", "" + new RekeyResponse(1, key).size()));
    }

    private static int smallestUpdate() {
        UpdateEntity.Axes none = UpdateEntity.Axes.NONE;
        return new UpdateEntity(
                        1, Field.ANIMATION, none, none, 0, 0, none, UpdateEntity.Vitals.NONE)
                .size();
    }

    private static int entered(int ticket, int waters) {
        List<Water> all = Collections.nCopies(waters, new Water(0, 0, 1, 1));
        return new WorldEntered(
                        1, 0, 60, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, new byte[ticket], all)
                .size();
    }

    private static String range(int least, int most) {
        return least + ".." + most;
    }
}
