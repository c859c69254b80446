package dev.shadowland.shard.interest;

import dev.shadowland.protocol.snapshot.EntityRow;

/**
 * Renews interest sets against a view and its grid. Stateless between calls; owned by the cell's
 * thread.
 */
public final class InterestRefresh {
    private final WorldView view;
    private final GridIndex grid;
    private final InterestRules rules;
    private final long reachSteps;

    /** For one cell's view. */
    public InterestRefresh(WorldView view, GridIndex grid, InterestRules rules, double step) {
        this.view = view;
        this.grid = grid;
        this.rules = rules;
        this.reachSteps = (long) Math.ceil(rules.reach() / step);
    }

    /**
     * Brings one viewer's set up to date with the view. {@code viewerRow} is the viewer's own row.
     */
    public void refresh(int viewerRow, InterestSet set) {
        set.beginRefresh();
        long x = view.stepsX(viewerRow);
        long y = view.stepsY(viewerRow);
        int fromColumn = grid.columnAt(x - reachSteps);
        int toColumn = grid.columnAt(x + reachSteps);
        int toLine = grid.lineAt(y + reachSteps);
        for (int line = grid.lineAt(y - reachSteps); line <= toLine; line++) {
            int end = grid.end(toColumn, line);
            for (int at = grid.start(fromColumn, line); at < end; at++) {
                consider(viewerRow, grid.row(at), set);
            }
        }
        set.endRefresh(view);
    }

    private void consider(int viewerRow, int row, InterestSet set) {
        long identity = view.word(row, EntityRow.IDENTITY);
        int type = EntityRow.type(identity);
        double square = view.distanceSquare(viewerRow, row);
        if (square > rules.leaveSquare(type)
                || set.stay(EntityRow.id(identity))
                || square > rules.enterSquare(type)) {
            return;
        }
        set.enter(EntityRow.id(identity));
    }
}
