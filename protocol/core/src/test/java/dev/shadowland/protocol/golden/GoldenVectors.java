package dev.shadowland.protocol.golden;

import dev.shadowland.protocol.handshake.HandshakeVectors;
import dev.shadowland.protocol.rekey.RekeyVectors;

/**
 * Makes {@code protocol/golden-vectors.json} from the code with fixed keys and seeds. When a change
 * of the format is meant: {@code GoldenVectorsTest} says how to write the file anew.
 */
public final class GoldenVectors {
    private GoldenVectors() {}

    /** The file's text. */
    public static String json() {
        return file().json();
    }

    static VectorFile file() {
        VectorFile file = new VectorFile();
        NumberVectors.addTo(file);
        MotionVectors.addTo(file);
        HandshakeVectors.addTo(file);
        RekeyVectors.addTo(file);
        FrameVectors.addTo(file);
        SnapshotVectors.addTo(file);
        SealedVectors.addTo(file);
        MalformedVectors.addTo(file);
        return file;
    }
}
