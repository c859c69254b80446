package dev.shadowland.gateway.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shadowland.gateway.CapturedLog;
import dev.shadowland.gateway.GatewayFiles;
import dev.shadowland.gateway.admission.IdentityFiles;
import dev.shadowland.gateway.admission.IdentityWatch;
import dev.shadowland.protocol.crypto.Curves;
import dev.shadowland.protocol.handshake.GatewayIdentity;
import dev.shadowland.protocol.wire.FrameType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A gateway's identity changes while the worker runs. */
class IdentityRotationIT {
    private static final int ACCEPTED_LENGTH = 281;
    private static final int CERTIFICATE = 101;

    @TempDir private Path folder;
    private final List<GatewayIdentity> given = new ArrayList<>();

    @Test
    void shouldSignWithTheNewIdentityAndKeepSessionsWhenItsFilesAreRotated() throws IOException {
        try (CapturedLog log = new CapturedLog();
                WorkerRig rig = WorkerRig.open()) {
            GatewayFiles files = new GatewayFiles(folder, new SplittableRandom(5));
            long nowMs = rig.nowNs() / 1_000_000;
            byte[] first = files.rotate(nowMs);
            IdentityWatch watch = run(rig, files, nowMs);
            TestClient old = inWorld(rig, files);
            assertThat(keyOf(old)).isEqualTo(Curves.signingPublicKey(first));

            byte[] second = files.rotate(nowMs);
            watch.onHousekeeping(nowMs);
            TestClient fresh = inWorld(rig, files);
            assertThat(keyOf(fresh)).isEqualTo(Curves.signingPublicKey(second));
            assertThat(log.says("identity rotated")).isTrue();
            assertThat(given.getFirst().isDestroyed()).as("the rotated-out key").isTrue();
            assertThat(given.getLast().isDestroyed()).isFalse();

            files.put(files.keyFile(), "rubbish");
            watch.onHousekeeping(nowMs);
            TestClient late = inWorld(rig, files);
            assertThat(keyOf(late)).isEqualTo(Curves.signingPublicKey(second));
            assertThat(log.says("WARN the identity stays as it was")).isTrue();
            assertThat(given).hasSize(2);
            assertThat(given.getLast().isDestroyed()).isFalse();

            rig.runMs(20_000);
            int before = rig.shards.inputs.size();
            for (TestClient client : List.of(old, fresh, late)) {
                client.sendFrame(rig.nowNs(), FrameType.SYNC_ENTITY_QUANTIZED, new byte[11]);
            }
            rig.runMs(5);
            assertThat(rig.shards.inputs).as("all three play on").hasSize(before + 3);
            assertThat(rig.worker.sessionCount()).isEqualTo(3);
        }
    }

    /** The rig's key thread signs with what the files hold. */
    private IdentityWatch run(WorkerRig rig, GatewayFiles files, long nowMs) {
        GatewayIdentity loaded =
                IdentityFiles.load(files.keyFile(), files.certificateFile(), nowMs);
        use(rig, loaded);
        return new IdentityWatch(
                files.keyFile(), files.certificateFile(), loaded, identity -> use(rig, identity));
    }

    private void use(WorkerRig rig, GatewayIdentity identity) {
        given.add(identity);
        rig.keys.use(identity);
    }

    private static TestClient inWorld(WorkerRig rig, GatewayFiles files) {
        TestClient client = rig.client(files.rootKey());
        rig.until(client::isEstablished);
        client.sendFrame(rig.nowNs(), FrameType.ENTER_TO_WORLD, WorkerRig.enter(1));
        int before = rig.control.entering.size();
        rig.until(() -> rig.control.entering.size() > before);
        rig.admit(rig.lastSession());
        rig.until(() -> !client.frames(FrameType.WORLD_ENTERED).isEmpty());
        return client;
    }

    /** The gateway key in the certificate that the client was shown. */
    private static byte[] keyOf(TestClient client) {
        byte[] accepted =
                client.plaintexts.stream()
                        .filter(datagram -> datagram.length == ACCEPTED_LENGTH)
                        .findFirst()
                        .orElseThrow();
        return Arrays.copyOfRange(accepted, CERTIFICATE, CERTIFICATE + Curves.KEY_LENGTH);
    }
}
