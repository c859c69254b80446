package dev.shadowland.benchmarks.world;

import dev.shadowland.actors.api.Position;
import dev.shadowland.protocol.backplane.Generation;
import dev.shadowland.shard.cell.PlayerEntry;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;

/**
 * The players and all that is between them and the cells: it puts them into the world, and between
 * two ticks it takes the snapshots of the one, and sends reports and inputs for the other. The
 * driver's.
 */
final class GatewaySide {
    private static final double LOSS = 0.01;
    private static final int FIRST_CHARACTER = 10_000;
    private static final int LOGIN = 1;

    private final Sessions sessions;
    private final int[] entityOf;
    private final SampledViewers samples;
    private final SnapshotSink sink;
    private final SplittableRandom random;
    private final Area area;
    private final Ages updateAges = new Ages();
    private final Ages recordAges = new Ages();
    private long bytes;

    /** Between the players of a point and cells that do not exist yet. */
    GatewaySide(Point point, long seed) {
        random = new SplittableRandom(seed);
        area = point.area();
        sessions = new Sessions(point.players());
        entityOf = shuffledEntities(point.players(), random);
        samples = new SampledViewers(sessions, entityOf);
        sink = new SnapshotSink(sessions, samples, random.nextLong(), LOSS);
    }

    /** Ids say nothing of places: as in a world that people have walked about in for a while. */
    private static int[] shuffledEntities(int count, SplittableRandom random) {
        int[] entities = new int[count];
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i + 1);
            entities[i] = entities[other];
            entities[other] = i + 1;
        }
        return entities;
    }

    /** The cells' way out. */
    SnapshotSink sink() {
        return sink;
    }

    /** Puts everybody in, sessions in the order of their cells: those of a cell are neighbours. */
    void enterAll(CellNode node) {
        Position[] places = new Position[sessions.count()];
        for (int i = 0; i < places.length; i++) {
            double x = area.minX() + random.nextDouble(area.edge());
            double y = area.minY() + random.nextDouble(area.edge());
            places[i] = new Position(CellNode.MAP.map(), x, y, 0, 0);
        }
        Arrays.sort(places, Comparator.comparingLong(p -> CellNode.MAP.cellAt(p.x(), p.y())));
        for (int i = 0; i < places.length; i++) {
            long generation = Generation.ofLogin(LOGIN);
            int line = i * Sessions.WORDS;
            sessions.words()[line + Sessions.CELL] =
                    CellNode.MAP.cellAt(places[i].x(), places[i].y());
            sessions.words()[line + Sessions.GENERATION] = generation;
            node.enter(
                    new PlayerEntry(
                            FIRST_CHARACTER + i,
                            entityOf[i],
                            generation,
                            Sessions.id(i),
                            places[i]));
        }
    }

    /** What is done between two ticks, with the cells of a node. */
    Round round(CellNode node) {
        return new Round(node);
    }

    /** Bytes of all snapshots so far, lost ones included. */
    long bytes() {
        return bytes;
    }

    /** Those whose snapshots are read. */
    SampledViewers samples() {
        return samples;
    }

    /** How long what viewers hold has been outdated, while it was measured. */
    Ages updateAges() {
        return updateAges;
    }

    /** How long ago viewers were told, while it was measured. */
    Ages recordAges() {
        return recordAges;
    }

    /** Between ticks, over and over. */
    final class Round {
        private final Truth truth;
        private final Walkers walkers;
        private final ViewerReports reports;
        private long found;

        private Round(CellNode node) {
            truth = new Truth(node.rows(), sessions.count());
            walkers = new Walkers(area, sessions, entityOf, truth, node.ingress(), random);
            reports = new ViewerReports(sessions, node.ingress());
        }

        /**
         * Takes the snapshots of a tick and counts the ages of what their viewers hold until {@code
         * next}, the one after it.
         */
        void take(long tick, long next, boolean measuring) {
            truth.read(tick);
            samples.decode();
            if (measuring) {
                samples.measureAges(next, truth, updateAges, recordAges);
            }
        }

        /** Sends what the tick after this one, {@code next}, shall find. */
        void send(long tick, long next, boolean walking) {
            reports.begin(tick, next);
            long[] words = sessions.words();
            for (int session = 0; session < sessions.count(); session++) {
                bytes += words[session * Sessions.WORDS + Sessions.BYTES];
                words[session * Sessions.WORDS + Sessions.BYTES] = 0;
                reports.send(session);
                if (walking) {
                    walkers.step(session, found, next);
                }
            }
            found = next;
        }

        /** What samples and cells do not agree on, see {@link SampledViewers#disagreements}. */
        long disagreements(double mustSee) {
            return samples.disagreements(truth, sessions.count(), mustSee);
        }
    }
}
