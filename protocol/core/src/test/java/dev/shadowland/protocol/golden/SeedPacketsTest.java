package dev.shadowland.protocol.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.protocol.handshake.PlaintextRewriter;
import dev.shadowland.protocol.wire.FrameType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The packets of the seed's section 10 and the types of the document: each is in the document, has
 * a golden vector, and is written as it was read.
 */
class SeedPacketsTest {
    private static final Path DOCUMENT =
            Path.of(System.getProperty("shadowland.root", "../.."), "protocol/WIRE-FORMAT.md");
    private static final Set<Integer> RESERVED =
            Set.of(FrameType.RESUME, FrameType.RESUME_TICKET, FrameType.GO_AWAY);

    /** An id of its own, or, where the third column differs, an alias of another packet. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "server, Benchmark (0), 20, 20",
        "server, CreateEntity (1), 21, 21",
        "server, UpdateEntity (2), 22, 22",
        "server, RemoveEntity (3), 23, 23",
        "server, UpdateEntityQuantized (4), 24, 24",
        "server, RekeyRequest (5), 25, 0D",
        "server, DeltaSync (6), 26, 26",
        "client, SyncEntity (0), 40, 40",
        "client, SyncEntityQuantized (1), 41, 41",
        "client, Pong (2), 42, 05",
        "client, EnterToWorld (3), 43, 43",
        "client, RekeyResponse (4), 44, 0E",
        "control, Connect (0), 00, 00",
        "control, Cookie (1), 01, 01",
        "control, ConnectionAccepted (2), 02, 02",
        "control, ConnectionDenied (3), 03, 03",
        "control, Ping (4), 04, 04",
        "control, Pong (5), 05, 05",
        "control, Disconnect (6), 06, 06",
        "control, Ack (7), 07, 07",
        "control, Fragment (8), 08, 08",
        "control, ReliableHandshake (9), 09, 09",
        "control, CryptoTest (10), 0A, 0A",
        "control, CryptoTestAck (11), 0B, 0B",
        "control, CheckIntegrity (12), 0C, 0C",
        "control, RekeyRequest (13), 0D, 0D",
        "control, RekeyResponse (14), 0E, 0E"
    })
    void shouldDocumentEveryPacketOfTheSeedAndWriteItAsItWasRead(
            String list, String packet, String id, String travelsAs) throws IOException {
        String alias = id.equals(travelsAs) ? "" : ", never sent: it is 0x" + travelsAs;
        assertThat(document()).contains("| %s %s | 0x%s%s |".formatted(list, packet, id, alias));
        if (!alias.isEmpty()) {
            assertThat(GoldenVectors.file().types()).doesNotContain(Integer.parseInt(id, 16));
        }
        List<VectorFile.Vector> vectors =
                GoldenVectors.file().with(Integer.parseInt(travelsAs, 16));
        assertThat(vectors).isNotEmpty();
        for (VectorFile.Vector vector : vectors) {
            byte[] made =
                    vector.kind().equals("plaintext")
                            ? PlaintextRewriter.rewritten(vector.bytes())
                            : Rewriter.rewritten(vector.bytes(), vector.isFromServer());
            assertThat(made).as(vector.name()).isEqualTo(vector.bytes());
        }
    }

    @Test
    void shouldHaveAGoldenVectorOfEveryFrameTypeOfTheDocument() throws IOException {
        Set<Integer> documented = documented();
        documented.removeAll(RESERVED);
        assertThat(documented).hasSizeGreaterThan(30);
        assertThat(GoldenVectors.file().types()).isEqualTo(documented);
    }

    @Test
    void shouldDocumentEveryFrameTypeOfTheCode() throws IOException {
        assertThat(ofCode()).isEqualTo(documented());
    }

    private static Set<Integer> ofCode() {
        Set<Integer> types = new TreeSet<>();
        for (Field field : FrameType.class.getDeclaredFields()) {
            if (field.getType() == int.class) {
                try {
                    types.add(field.getInt(null));
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
        return types;
    }

    /** Ids at the head of a table's row, alone or from – to, and those of plaintext datagrams. */
    private static Set<Integer> documented() throws IOException {
        Set<Integer> types = new TreeSet<>();
        String frames = "(?m)^\\| 0x(\\p{XDigit}{2})(?:–0x(\\p{XDigit}{2}))? \\| [A-Z]";
        for (MatchResult row : found(frames)) {
            int from = Integer.parseInt(row.group(1), 16);
            int to = row.group(2) == null ? from : Integer.parseInt(row.group(2), 16);
            for (int type = from; type <= to; type++) {
                types.add(type);
            }
        }
        for (MatchResult datagram : found("(?m)^\\*\\*0x(0[0-3]) [A-Z]")) {
            types.add(Integer.parseInt(datagram.group(1), 16));
        }
        return types;
    }

    private static List<MatchResult> found(String pattern) throws IOException {
        return new ArrayList<>(Pattern.compile(pattern).matcher(document()).results().toList());
    }

    private static String document() throws IOException {
        return Files.readString(DOCUMENT);
    }
}
