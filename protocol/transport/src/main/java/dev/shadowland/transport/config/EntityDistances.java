package dev.shadowland.transport.config;

/** From how far entities of each type are seen, world units. */
public record EntityDistances(
        double player,
        double npc,
        double staticBuild,
        double vehicle,
        double projectile,
        double item,
        double effect) {
    /** The farthest of them. */
    public double max() {
        return Math.max(
                Math.max(Math.max(player, npc), Math.max(staticBuild, vehicle)),
                Math.max(projectile, Math.max(item, effect)));
    }
}
