using QuestDb;

namespace Smoke;

[QuestTable("readings")]
public readonly partial record struct Reading([Symbol] string Sensor, double Value, [Designated] DateTime Timestamp);

#if BROKEN
/// <summary>No designated timestamp: QDB0002, if the analyzers of the package are at work.</summary>
[QuestTable("broken")]
public readonly partial record struct Broken(double Value);
#endif
