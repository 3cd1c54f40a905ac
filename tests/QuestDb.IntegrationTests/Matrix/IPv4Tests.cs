using System.Buffers.Binary;
using System.Net;

namespace QuestDb.IntegrationTests.Matrix;

public sealed class IPv4Tests(MatrixTables<uint?> tables) : MatrixTests<uint?>(tables, s_type)
{
    private static readonly MatrixType<uint?> s_type = new()
    {
        Name = "ipv4",
        Sql = "IPv4",
        Type = ColumnType.IPv4,
        Edges = [1, 0x7f00_0001, 0x8000_0000, uint.MaxValue],
        Value = (random, _) => (uint)random.NextInt64(1, 1L << 32),
        Typed = new TypedRows<uint?, IPv4Row, NullableIPv4Row>(
            (key, value) => new IPv4Row(key.Run, key.Id, value!.Value, key.Time),
            (key, value) => new NullableIPv4Row(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnIPv4(MatrixType<uint?>.Column, Cells.Plain(cells), Cells.Validity(cells)),
        Row = (row, value) => row.ColumnIPv4(MatrixType<uint?>.Column, value),
        View = (column, cells) => Views.Fixed(column.AsIPv4(), cells),
    };
}

[QuestTable("it_matrix_ipv4")]
public readonly partial record struct IPv4Row(int Run, int Id, [IPv4] uint Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_ipv4")]
public readonly partial record struct NullableIPv4Row(
    int Run, int Id, [IPv4] uint? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class IPAddressTests(MatrixTables<IPAddress?> tables) : MatrixTests<IPAddress?>(tables, s_type)
{
    private static readonly MatrixType<IPAddress?> s_type = new()
    {
        Name = "ip_address",
        Sql = "IPv4",
        Type = ColumnType.IPv4,
        Edges = [new([0, 0, 0, 1]), IPAddress.Loopback, IPAddress.Broadcast],
        Value = (random, _) => Address((uint)random.NextInt64(1, 1L << 32)),
        Typed = new TypedRows<IPAddress?, IPAddressRow, NullableIPAddressRow>(
            (key, value) => new IPAddressRow(key.Run, key.Id, value!, key.Time),
            (key, value) => new NullableIPAddressRow(key.Run, key.Id, value, key.Time),
            row => (new RowKey(row.Run, row.Id, row.Time), row.Value)),
        Chunk = (chunk, cells) => chunk.ColumnIPv4(MatrixType<IPAddress?>.Column, Array.ConvertAll(cells, Number), Cells.Validity(cells)),
        Row = (row, value) => row.Column(MatrixType<IPAddress?>.Column, value),
        View = (column, cells) => Views.Fixed(column.AsIPv4(), cells, Address),
    };

    private static IPAddress? Address(uint number) => new([(byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number]);

    private static uint Number(IPAddress? address) => address is null ? 0 : BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());
}

[QuestTable("it_matrix_ip_address")]
public readonly partial record struct IPAddressRow(int Run, int Id, IPAddress Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_ip_address")]
public readonly partial record struct NullableIPAddressRow(
    int Run, int Id, IPAddress? Value, [QuestColumn("timestamp")][Designated] DateTime Time);
