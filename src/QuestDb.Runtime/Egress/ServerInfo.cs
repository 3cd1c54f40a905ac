using System.Text;
using QuestDb.Wire;

namespace QuestDb.Egress;

/// <summary>What a query endpoint says of itself (QWP egress specification, "SERVER_INFO").</summary>
internal sealed record ServerInfo(byte Role, ulong Epoch, uint Capabilities, long WallNanos, string ClusterId, string NodeId, string? ZoneId)
{
    private const uint CapZone = 0x1;

    public static ServerInfo Parse(ref WireReader reader)
    {
        byte role = reader.ReadByte("role");
        ulong epoch = (ulong)reader.ReadInt64("epoch");
        uint capabilities = reader.ReadUInt32("capabilities");
        long wall = reader.ReadInt64("server time");
        string cluster = Text(ref reader, "cluster id");
        string node = Text(ref reader, "node id");
        string? zone = (capabilities & CapZone) != 0 ? Text(ref reader, "zone id") : null;
        return new ServerInfo(role, epoch, capabilities, wall, cluster, node, zone);
    }

    private static string Text(ref WireReader reader, string field)
    {
        int length = reader.ReadUInt16(field);
        return Encoding.UTF8.GetString(reader.ReadBytes(length, field));
    }
}
