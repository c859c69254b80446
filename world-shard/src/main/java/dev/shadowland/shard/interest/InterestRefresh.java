package dev.shadowland.shard.interest;

import java.util.Arrays;

/**
 * Finds what is near a viewer in a view and its grid, at a cost that grows with the neighbours. A
 * whole look finds everybody, and who is so near the edge of a zone that it may cross it before the
 * next whole look: until then only they need to be looked at, and whoever moves faster than usual.
 * Owned by the cell's thread.
 */
public final class InterestRefresh {
    private final WorldView view;
    private final IdOrder order;
    private final GridIndex grid;
    private final InterestRules rules;
    private final double slack;
    private final long[] reachSteps;
    private final Surroundings around = new Surroundings();
    private long[] restless = new long[0];
    private boolean isSorted;

    /** For one cell's view. */
    public InterestRefresh(WorldView view, GridIndex grid, InterestRules rules, double step) {
        this.view = view;
        this.order = view.order();
        this.grid = grid;
        this.rules = rules;
        this.slack = rules.slackSteps();
        this.reachSteps = new long[rules.tiers()];
        Arrays.setAll(reachSteps, tier -> (long) Math.ceil(rules.tierReach(tier) / step + slack));
    }

    /** The view is of another tick now. */
    public void beginTick() {
        isSorted = false;
        int words = order.words();
        if (restless.length < words) {
            restless = new long[IdOrder.roomOfWords(words)];
        }
        Arrays.fill(restless, 0, words, 0);
        for (int rank = 0; rank < order.count(); rank++) {
            long isRestless = view.isRestless(order.slot(rank)) ? 1 : 0;
            restless[rank / Long.SIZE] |= isRestless << rank;
        }
    }

    /** Whether a viewer must look at everybody, wherever they were at its last whole look. */
    public boolean isRestless(int viewerSlot) {
        return view.isRestless(viewerSlot);
    }

    /**
     * Looks around from an entity, which is near itself; the answer is good until the next look.
     */
    public Surroundings look(int viewerSlot, int level) {
        if (!isSorted) {
            isSorted = true;
            grid.rebuild();
        }
        around.beginWhole(order.words());
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
        int x = view.stepsX(viewerSlot);
        int y = view.stepsY(viewerSlot);
        int z = view.stepsZ(viewerSlot);
        int[] xs = grid.xs;
        int[] ys = grid.ys;
        int[] zs = grid.zs;
        int[] kinds = grid.kinds;
        CalmDistances calm = rules.calm(level);
        for (int at = from; at < to; at++) {
            double dx = xs[at] - x;
            double dy = ys[at] - y;
            double dz = zs[at] - z;
            double square = dx * dx + dy * dy + dz * dz;
            int kind = kinds[at];
            if (square > calm.from[kind] && square <= calm.to[kind]) {
                around.add(grid.ranks[at], calm.zones[kind]);
            } else if (square <= calm.beyond[kind]) {
                addNearEdge(grid.ranks[at], square, kind, level);
            }
        }
    }

    private void addNearEdge(int rank, double square, int kind, int level) {
        int zone = rules.zone(square, kind, level);
        if (zone != 0) {
            around.add(rank, zone);
        }
        double distance = Math.sqrt(square);
        double nearer = Math.max(0, distance - slack);
        double farther = distance + slack;
        boolean isOnBrink =
                rules.zone(nearer * nearer, kind, level)
                        != rules.zone(farther * farther, kind, level);
        if (isOnBrink) {
            around.addBrink(rank);
        }
    }

    /** Begins a look at those only who may have crossed the edge of a zone. */
    public void beginCheck() {
        around.beginCheck(order.words());
    }

    /** Of a word's ranks these were on the brink at the last whole look. */
    public void ask(int word, long brink) {
        around.ask(word, brink | restless[word]);
    }

    /** Looks at those who were asked for. */
    public Surroundings check(int viewerSlot, int level) {
        for (int word = 0; word < around.words(); word++) {
            for (long left = around.asked(word); left != 0; left &= left - 1) {
                int rank = word * Long.SIZE + Long.numberOfTrailingZeros(left);
                int slot = order.slot(rank);
                double square = view.distanceSquare(viewerSlot, slot);
                int zone = rules.zone(square, view.kind(slot), level);
                if (zone != 0) {
                    around.add(rank, zone);
                }
            }
        }
        return around;
    }
}
