using QuestDb.Shared.Sql;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Sql;
using QuestDb.Testing.Tables;
using QuestDb.Testing.Tests.Sql;
using QuestDb.TestSupport;

namespace QuestDb.Testing.Tests;

public sealed class IngestCoercionTests
{
    public static TheoryData<string> Coercions() => [.. IngressVector.Names.Where(n => n.StartsWith("coerce_", StringComparison.Ordinal)
        // The readback of a DECIMAL below 19 digits has no wire type.
        && n != "coerce_dec256_to_small")];

    [VectorTheory]
    [MemberData(nameof(Coercions))]
    public void A_recorded_coercion_stores_the_same(string name)
    {
        IngressVectorTable recorded = Assert.Single(IngressVector.Load(name).Tables);
        var database = new Database();
        database.Execute(recorded.Ddl!, [], CancellationToken.None);
        CellTable logical = recorded.Logical;
        var columns =
            logical.Columns.Select((c, i) => new IngestColumn(c.Name, CellVectors.Build(c, logical.Rows.Select(r => r[i])))).ToArray();
        database.Commit([new IngestBlock(recorded.Table, logical.Rows.Count, columns)]);
        var result = Assert.IsType<RowsResult>(database.Execute($"'{recorded.Table}'", [], CancellationToken.None));
        for (int row = 0; row < recorded.Readback!.Rows.Count; row++)
            Assert.Equal(recorded.Readback.Rows[row], result.Columns.Select(c => CellVectors.Read(c.Values, row)));
    }

    [Theory]
    [InlineData(ColumnType.Long, "1099511627776", "int",
        "integer value 1099511627776 out of range for INT [column=a, min=-2147483648, max=2147483647]")]
    [InlineData(ColumnType.Double, "1.5", "int", "double value 1.5 loses precision when converted to INT [column=a]")]
    [InlineData(ColumnType.Varchar, "xx", "long", "cannot parse LONG from string [value=xx, column=a]")]
    [InlineData(ColumnType.Long, "1", "uuid", "type coercion from LONG to UUID is not supported [column=a]")]
    [InlineData(ColumnType.Uuid, "11111111-2222-3333-4444-555555555555", "long",
        "type coercion from UUID to LONG is not supported [column=a]")]
    [InlineData(ColumnType.Boolean, "true", "uuid", "cannot write BOOLEAN to column [column=a, type=UUID]")]
    [InlineData(ColumnType.Timestamp, "4611686018427387904", "timestamp_ns",
        "timestamp overflow converting micros to nanos: 4611686018427387904")]
    public void A_value_that_doesnt_fit_names_column_and_types(ColumnType wire, string value, string column, string message)
    {
        ColumnVector values = ColumnVector.Create(wire);
        Assert.True(CellParser.TryAppend(values, value));
        Refused(values, column, message);
    }

    [Theory]
    [InlineData("1.2345", 4, "decimal(18,3)", "decimal value causes precision loss converting to DECIMAL(18,3) [column=a, decimal=1.2345]")]
    [InlineData("100000000000000000000000000", 0, "decimal(18,4)",
        "decimal value overflows DECIMAL(18,4) [column=a, decimal=100000000000000000000000000.0000]")]
    public void A_decimal_keeps_all_its_digits(string value, int scale, string column, string message)
    {
        ColumnVector values = ColumnVector.Create(ColumnType.Decimal256, 76, scale);
        Assert.True(CellParser.TryAppend(values, value));
        Refused(values, column, message);
    }

    [Fact]
    public void Geohash_binary_and_array_columns_take_their_own_kind_only()
    {
        Refused(FixedVector<long>.Wrap(ColumnType.GeoHash, [3], precision: 10), "geohash(5b)",
            "GeoHash precision mismatch [column=a, columnType=GEOHASH(1c), wireBits=10]");
        var binary = new BytesVector(ColumnType.Binary);
        binary.Append([1]);
        Refused(binary, "varchar", "type coercion from BINARY to VARCHAR is not supported [column=a]");
        var array = new ArrayVector(ColumnType.DoubleArray);
        array.Append([1], [1.0]);
        Refused(array, "double[][]", "array dimensionality mismatch [column=a, expected=DOUBLE[][], actual=DOUBLE[]]");
    }

    private static void Refused(ColumnVector values, string column, string message)
    {
        var database = new Database();
        database.Execute($"create table t (a {column}, ts timestamp) timestamp(ts) partition by day wal", [], CancellationToken.None);
        var block = new IngestBlock("t", 1, [new IngestColumn("a", values)]);
        var error = Assert.Throws<IngestException>(() => database.Commit([block]));
        Assert.Equal((StatusCode.SchemaMismatch, message), (error.Status, error.Message));
    }
}
