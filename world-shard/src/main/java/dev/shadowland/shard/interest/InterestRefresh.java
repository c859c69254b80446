package dev.shadowland.shard.interest;

import java.util.Arrays;

/**
 * Finds what is near a viewer in a view and its grid, at a cost that grows with the neighbours.
 * Owned by the cell's thread.
 */
public final class InterestRefresh {
    private final WorldView view;
    private final GridIndex grid;
    private final InterestRules rules;
    private final long[] reachSteps;
    private final Surroundings around = new Surroundings();

    /** For one cell's view. */
    public InterestRefresh(WorldView view, GridIndex grid, InterestRules rules, double step) {
        this.view = view;
        this.grid = grid;
        this.rules = rules;
        this.reachSteps = new long[rules.tiers()];
        Arrays.setAll(reachSteps, tier -> (long) Math.ceil(rules.tierReach(tier) / step));
    }

    /**
     * Looks around from an entity, which is near itself; the answer is good until the next look.
     */
    public Surroundings look(int viewerSlot, int level) {
        around.begin(view.limit());
        for (int tier = 0; tier < reachSteps.length; tier++) {
            if (!grid.isEmpty(tier)) {
                look(viewerSlot, level, tier);
            }
        }
        return around;
    }

    private void look(int viewerSlot, int level, int tier) {
        long reach = reachSteps[tier];
        long x = view.stepsX(viewerSlot);
        long y = view.stepsY(viewerSlot);
        int toLine = grid.lineAt(y + reach);
        for (int line = grid.lineAt(y - reach); line <= toLine; line++) {
            double away = grid.stepsToLine(y, line);
            long half = (long) Math.ceil(Math.sqrt((double) reach * reach - away * away));
            int from = grid.columnAt(x - half);
            int to = grid.columnAt(x + half);
            for (int layer = 0; layer < grid.layers(); layer++) {
                search(
                        viewerSlot,
                        level,
                        grid.start(from, line, layer, tier),
                        grid.end(to, line, layer, tier));
            }
        }
    }

    private void search(int viewerSlot, int level, int from, int to) {
        double[] rings = rules.ringSquares[level];
        int[] nearest = rules.nearestRings[level];
        int x = view.stepsX(viewerSlot);
        int y = view.stepsY(viewerSlot);
        int z = view.stepsZ(viewerSlot);
        int[] xs = grid.xs;
        int[] ys = grid.ys;
        int[] zs = grid.zs;
        int[] kinds = grid.kinds;
        double first = rings[0];
        double second = rings[1];
        double third = rings[2];
        for (int at = from; at < to; at++) {
            double dx = xs[at] - x;
            double dy = ys[at] - y;
            double dz = zs[at] - z;
            double square = dx * dx + dy * dy + dz * dz;
            int kind = kinds[at];
            if (square <= rules.leaveSquares[kind]) {
                int ring =
                        (square > first ? 1 : 0)
                                + (square > second ? 1 : 0)
                                + (square > third ? 1 : 0);
                boolean isFringe = square > rules.enterSquares[kind];
                around.add(grid.slots[at], Math.max(ring, nearest[kind]), isFringe);
            }
        }
    }
}
