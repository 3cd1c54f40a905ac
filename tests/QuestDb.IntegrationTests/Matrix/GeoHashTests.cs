namespace QuestDb.IntegrationTests.Matrix;

/// <summary>GEOHASH columns of each width that a server stores them in, and of widths that do not fill it.</summary>
internal static class GeoHashColumn
{
    public static MatrixType<GeoHash?> OfBits(int bits, ITypedRows<GeoHash?> typed)
    {
        long max = (1L << bits) - 1;
        return new()
        {
            Name = $"geohash{bits}",
            Sql = $"GEOHASH({bits}b)",
            Type = ColumnType.GeoHash,
            Edges = [new GeoHash(0, bits), new GeoHash(1, bits), new GeoHash(max, bits), new GeoHash((max >> 1) + 1, bits)],
            Value = (random, _) => new GeoHash(random.NextInt64(max + 1), bits),
            Typed = typed,
            Chunk = (chunk, cells) => Set(chunk, cells, bits),
            Row = (row, value) => row.Column(MatrixType<GeoHash?>.Column, value),
            View = (column, cells) => Views.GeoHashes(column.AsGeoHash(), cells),
        };
    }

    /// <summary>As geohashes, and as numbers.</summary>
    private static void Set(Chunk chunk, GeoHash?[] cells, int bits)
    {
        GeoHash[] values = Array.ConvertAll(cells, cell => cell ?? new GeoHash(0, bits));
        if (cells.Length % 2 == 0)
        {
            chunk.ColumnGeoHash(MatrixType<GeoHash?>.Column, values, bits, Cells.Validity(cells));
        }
        else
        {
            chunk.ColumnGeoHash(MatrixType<GeoHash?>.Column, Array.ConvertAll(values, value => (ulong)value.Value), bits,
                Cells.Validity(cells));
        }
    }
}

public sealed class GeoHash1Tests(MatrixTables<GeoHash?> tables)
    : MatrixTests<GeoHash?>(tables, GeoHashColumn.OfBits(1, new TypedRows<GeoHash?, GeoHash1Row, NullableGeoHash1Row>(
        (key, value) => new GeoHash1Row(key.Run, key.Id, value!.Value, key.Time),
        (key, value) => new NullableGeoHash1Row(key.Run, key.Id, value, key.Time),
        row => (new RowKey(row.Run, row.Id, row.Time), row.Value))));

[QuestTable("it_matrix_geohash1")]
public readonly partial record struct GeoHash1Row(
    int Run, int Id, [GeoHash(1)] GeoHash Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_geohash1")]
public readonly partial record struct NullableGeoHash1Row(
    int Run, int Id, [GeoHash(1)] GeoHash? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class GeoHash5Tests(MatrixTables<GeoHash?> tables)
    : MatrixTests<GeoHash?>(tables, GeoHashColumn.OfBits(5, new TypedRows<GeoHash?, GeoHash5Row, NullableGeoHash5Row>(
        (key, value) => new GeoHash5Row(key.Run, key.Id, value!.Value, key.Time),
        (key, value) => new NullableGeoHash5Row(key.Run, key.Id, value, key.Time),
        row => (new RowKey(row.Run, row.Id, row.Time), row.Value))));

[QuestTable("it_matrix_geohash5")]
public readonly partial record struct GeoHash5Row(
    int Run, int Id, [GeoHash(5)] GeoHash Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_geohash5")]
public readonly partial record struct NullableGeoHash5Row(
    int Run, int Id, [GeoHash(5)] GeoHash? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class GeoHash8Tests(MatrixTables<GeoHash?> tables)
    : MatrixTests<GeoHash?>(tables, GeoHashColumn.OfBits(8, new TypedRows<GeoHash?, GeoHash8Row, NullableGeoHash8Row>(
        (key, value) => new GeoHash8Row(key.Run, key.Id, value!.Value, key.Time),
        (key, value) => new NullableGeoHash8Row(key.Run, key.Id, value, key.Time),
        row => (new RowKey(row.Run, row.Id, row.Time), row.Value))));

[QuestTable("it_matrix_geohash8")]
public readonly partial record struct GeoHash8Row(
    int Run, int Id, [GeoHash(8)] GeoHash Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_geohash8")]
public readonly partial record struct NullableGeoHash8Row(
    int Run, int Id, [GeoHash(8)] GeoHash? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class GeoHash13Tests(MatrixTables<GeoHash?> tables)
    : MatrixTests<GeoHash?>(tables, GeoHashColumn.OfBits(13, new TypedRows<GeoHash?, GeoHash13Row, NullableGeoHash13Row>(
        (key, value) => new GeoHash13Row(key.Run, key.Id, value!.Value, key.Time),
        (key, value) => new NullableGeoHash13Row(key.Run, key.Id, value, key.Time),
        row => (new RowKey(row.Run, row.Id, row.Time), row.Value))));

[QuestTable("it_matrix_geohash13")]
public readonly partial record struct GeoHash13Row(
    int Run, int Id, [GeoHash(13)] GeoHash Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_geohash13")]
public readonly partial record struct NullableGeoHash13Row(
    int Run, int Id, [GeoHash(13)] GeoHash? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class GeoHash30Tests(MatrixTables<GeoHash?> tables)
    : MatrixTests<GeoHash?>(tables, GeoHashColumn.OfBits(30, new TypedRows<GeoHash?, GeoHash30Row, NullableGeoHash30Row>(
        (key, value) => new GeoHash30Row(key.Run, key.Id, value!.Value, key.Time),
        (key, value) => new NullableGeoHash30Row(key.Run, key.Id, value, key.Time),
        row => (new RowKey(row.Run, row.Id, row.Time), row.Value))));

[QuestTable("it_matrix_geohash30")]
public readonly partial record struct GeoHash30Row(
    int Run, int Id, [GeoHash(30)] GeoHash Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_geohash30")]
public readonly partial record struct NullableGeoHash30Row(
    int Run, int Id, [GeoHash(30)] GeoHash? Value, [QuestColumn("timestamp")][Designated] DateTime Time);

public sealed class GeoHash60Tests(MatrixTables<GeoHash?> tables)
    : MatrixTests<GeoHash?>(tables, GeoHashColumn.OfBits(60, new TypedRows<GeoHash?, GeoHash60Row, NullableGeoHash60Row>(
        (key, value) => new GeoHash60Row(key.Run, key.Id, value!.Value, key.Time),
        (key, value) => new NullableGeoHash60Row(key.Run, key.Id, value, key.Time),
        row => (new RowKey(row.Run, row.Id, row.Time), row.Value))));

[QuestTable("it_matrix_geohash60")]
public readonly partial record struct GeoHash60Row(
    int Run, int Id, [GeoHash(60)] GeoHash Value, [QuestColumn("timestamp")][Designated] DateTime Time);

[QuestTable("it_matrix_geohash60")]
public readonly partial record struct NullableGeoHash60Row(
    int Run, int Id, [GeoHash(60)] GeoHash? Value, [QuestColumn("timestamp")][Designated] DateTime Time);
