package dev.shadowland.protocol.client;

/** Where an entity is and looks; reused by its owner. */
final class Pose {
    /** Units. */
    double x;

    /** Units. */
    double y;

    /** Units. */
    double z;

    /** Steps of which 65 536 are a turn, any turn. */
    double yaw;

    /** Like the yaw; 0 of what only has that. */
    double pitch;

    /** Like the yaw; 0 of what only has that. */
    double roll;

    /** Distance to the pose in units. */
    double distance(Pose other) {
        double dx = other.x - x;
        double dy = other.y - y;
        double dz = other.z - z;
        return Math.sqrt(dx * dx + dy * dy + dz * dz);
    }
}
