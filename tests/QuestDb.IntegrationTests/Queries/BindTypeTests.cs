using System.Net;
using System.Text;

namespace QuestDb.IntegrationTests.Queries;

/// <summary>
/// Every C# type of docs/types.md as a hole and as a bind: stored in a column of its type and found there by itself. What no server takes,
/// BINARY and arrays, is rule QDB0102.
/// </summary>
[Trait("Category", "Integration")]
public sealed class BindTypeTests(ServerFixture server) : IClassFixture<ServerFixture>
{
    private const string Table = "it_bind_types";

    private enum Side
    {
        Buy = 1,
        [SymbolName("sell")]
        Sell = 2,
    }

    private QuestDbClient Db => server.Client;

    /// <summary>A column type, and a value of it in SQL, of a C# type as a bind, and as a query of the rows that have it.</summary>
    private sealed record Case(string Type, string Literal, BindValue Bind, Func<string, QuestDbClient, QueryResult<Number>> Find)
    {
        public static Case Of(string type, string literal, BindValue bind, Func<Sql, QuestDbClient, QueryResult<Number>> find) =>
            new(type, literal, bind, (column, db) => find(Sql.Raw(column), db));
    }

    private static readonly DateTime s_time = new(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc);
    private static readonly Guid s_guid = new("0f8fad5b-d9cb-469f-a165-70867728950e");
    private static readonly Long256 s_wide = new(1, 2, 3, 4);
    private static readonly GeoHash s_place = GeoHash.Parse("u33d8");

    private static readonly Case[] s_cases =
    [
        Case.Of("BOOLEAN", "true", true, static (c, db) => db.Query<Number>($"{Find(c)} {true}")),
        Case.Of("BOOLEAN", "true", (bool?)true, static (c, db) => db.Query<Number>($"{Find(c)} {(bool?)true}")),
        Case.Of("BYTE", "5", (sbyte)5, static (c, db) => db.Query<Number>($"{Find(c)} {(sbyte)5}")),
        Case.Of("BYTE", "5", (sbyte?)5, static (c, db) => db.Query<Number>($"{Find(c)} {(sbyte?)5}")),
        Case.Of("SHORT", "5", (short)5, static (c, db) => db.Query<Number>($"{Find(c)} {(short)5}")),
        Case.Of("SHORT", "5", (short?)5, static (c, db) => db.Query<Number>($"{Find(c)} {(short?)5}")),
        Case.Of("SHORT", "250", (byte)250, static (c, db) => db.Query<Number>($"{Find(c)} {(byte)250}")),
        Case.Of("SHORT", "250", (byte?)250, static (c, db) => db.Query<Number>($"{Find(c)} {(byte?)250}")),
        Case.Of("INT", "5", 5, static (c, db) => db.Query<Number>($"{Find(c)} {5}")),
        Case.Of("INT", "5", (int?)5, static (c, db) => db.Query<Number>($"{Find(c)} {(int?)5}")),
        Case.Of("INT", "65000", (ushort)65_000, static (c, db) => db.Query<Number>($"{Find(c)} {(ushort)65_000}")),
        Case.Of("INT", "65000", (ushort?)65_000, static (c, db) => db.Query<Number>($"{Find(c)} {(ushort?)65_000}")),
        Case.Of("LONG", "5497558138880", 5L << 40, static (c, db) => db.Query<Number>($"{Find(c)} {5L << 40}")),
        Case.Of("LONG", "5", (long?)5, static (c, db) => db.Query<Number>($"{Find(c)} {(long?)5}")),
        Case.Of("LONG", "4000000001", 4_000_000_001u, static (c, db) => db.Query<Number>($"{Find(c)} {4_000_000_001u}")),
        Case.Of("LONG", "4000000001", (uint?)4_000_000_001u, static (c, db) => db.Query<Number>($"{Find(c)} {(uint?)4_000_000_001u}")),
        Case.Of("LONG", "4611686018427387905", (1UL << 62) + 1, static (c, db) => db.Query<Number>($"{Find(c)} {(1UL << 62) + 1}")),
        Case.Of("LONG", "4611686018427387905", (ulong?)((1UL << 62) + 1),
            static (c, db) => db.Query<Number>($"{Find(c)} {(ulong?)((1UL << 62) + 1)}")),
        Case.Of("FLOAT", "1.5", 1.5f, static (c, db) => db.Query<Number>($"{Find(c)} {1.5f}")),
        Case.Of("FLOAT", "1.5", (float?)1.5f, static (c, db) => db.Query<Number>($"{Find(c)} {(float?)1.5f}")),
        Case.Of("DOUBLE", "1.25", 1.25, static (c, db) => db.Query<Number>($"{Find(c)} {1.25}")),
        Case.Of("DOUBLE", "1.25", (double?)1.25, static (c, db) => db.Query<Number>($"{Find(c)} {(double?)1.25}")),
        Case.Of("CHAR", "'c'", 'c', static (c, db) => db.Query<Number>($"{Find(c)} {'c'}")),
        Case.Of("CHAR", "'c'", (char?)'c', static (c, db) => db.Query<Number>($"{Find(c)} {(char?)'c'}")),
        Case.Of("VARCHAR", "'it''s'", "it's", static (c, db) => db.Query<Number>($"{Find(c)} {"it's"}")),
        Case.Of("SYMBOL", "'it''s'", "it's", static (c, db) => db.Query<Number>($"{Find(c)} {"it's"}")),
        Case.Of("VARCHAR", "'text'", "text".AsMemory(), static (c, db) => db.Query<Number>($"{Find(c)} {"text".AsMemory()}")),
        Case.Of("SYMBOL", "'text'", (ReadOnlyMemory<char>?)"text".AsMemory(),
            static (c, db) => db.Query<Number>($"{Find(c)} {(ReadOnlyMemory<char>?)"text".AsMemory()}")),
        Case.Of("VARCHAR", "'größe'", BindValue.Utf8("größe"u8),
            static (c, db) => db.Query<Number>($"{Find(c)} {BindValue.Utf8("größe"u8)}")),
        Case.Of("SYMBOL", "'sell'", BindValue.Symbol(Side.Sell), static (c, db) => db.Query<Number>($"{Find(c)} {Side.Sell}")),
        Case.Of("SYMBOL", "'sell'", BindValue.Symbol((Side?)Side.Sell),
            static (c, db) => db.Query<Number>($"{Find(c)} {(Side?)Side.Sell}")),
        Case.Of("INT", "2", (int)Side.Sell, static (c, db) => db.Query<Number>($"{Find(c)} {(int)Side.Sell}")),
        Case.Of("TIMESTAMP", "'2026-02-03T04:05:06Z'", s_time, static (c, db) => db.Query<Number>($"{Find(c)} {s_time}")),
        Case.Of("TIMESTAMP", "'2026-02-03T04:05:06Z'", (DateTime?)s_time,
            static (c, db) => db.Query<Number>($"{Find(c)} {(DateTime?)s_time}")),
        Case.Of("TIMESTAMP", "'2026-02-03T04:05:06Z'", new DateTimeOffset(s_time),
            static (c, db) => db.Query<Number>($"{Find(c)} {new DateTimeOffset(s_time)}")),
        Case.Of("TIMESTAMP", "'2026-02-03T04:05:06Z'", (DateTimeOffset?)s_time,
            static (c, db) => db.Query<Number>($"{Find(c)} {(DateTimeOffset?)s_time}")),
        Case.Of("TIMESTAMP", "'1970-01-01T00:00:00.000007Z'", new TimestampMicros(7),
            static (c, db) => db.Query<Number>($"{Find(c)} {new TimestampMicros(7)}")),
        Case.Of("TIMESTAMP", "'1970-01-01T00:00:00.000007Z'", (TimestampMicros?)new TimestampMicros(7),
            static (c, db) => db.Query<Number>($"{Find(c)} {(TimestampMicros?)new TimestampMicros(7)}")),
        Case.Of("TIMESTAMP_NS", "'1970-01-01T00:00:00.000000007Z'", new TimestampNanos(7),
            static (c, db) => db.Query<Number>($"{Find(c)} {new TimestampNanos(7)}")),
        Case.Of("TIMESTAMP_NS", "'1970-01-01T00:00:00.000000007Z'", (TimestampNanos?)new TimestampNanos(7),
            static (c, db) => db.Query<Number>($"{Find(c)} {(TimestampNanos?)new TimestampNanos(7)}")),
        Case.Of("DATE", "cast('2026-02-03' AS DATE)", new DateOnly(2026, 2, 3),
            static (c, db) => db.Query<Number>($"{Find(c)} {new DateOnly(2026, 2, 3)}")),
        Case.Of("DATE", "cast('2026-02-03' AS DATE)", (DateOnly?)new DateOnly(2026, 2, 3),
            static (c, db) => db.Query<Number>($"{Find(c)} {(DateOnly?)new DateOnly(2026, 2, 3)}")),
        Case.Of("DATE", "cast(7 AS DATE)", BindValue.DateMillis(7),
            static (c, db) => db.Query<Number>($"{Find(c)} {BindValue.DateMillis(7)}")),
        Case.Of("UUID", "'0f8fad5b-d9cb-469f-a165-70867728950e'", s_guid, static (c, db) => db.Query<Number>($"{Find(c)} {s_guid}")),
        Case.Of("UUID", "'0f8fad5b-d9cb-469f-a165-70867728950e'", (Guid?)s_guid,
            static (c, db) => db.Query<Number>($"{Find(c)} {(Guid?)s_guid}")),
        Case.Of("LONG256", "cast('0x0000000000000004000000000000000300000000000000020000000000000001' AS LONG256)", s_wide,
            static (c, db) => db.Query<Number>($"{Find(c)} {s_wide}")),
        Case.Of("LONG256", "cast('0x0000000000000004000000000000000300000000000000020000000000000001' AS LONG256)", (Long256?)s_wide,
            static (c, db) => db.Query<Number>($"{Find(c)} {(Long256?)s_wide}")),
        Case.Of("IPv4", "'10.1.2.3'", IPAddress.Parse("10.1.2.3"),
            static (c, db) => db.Query<Number>($"{Find(c)} {IPAddress.Parse("10.1.2.3")}")),
        Case.Of("IPv4", "'10.1.2.3'", IPAddress.Parse("::ffff:10.1.2.3"),
            static (c, db) => db.Query<Number>($"{Find(c)} {IPAddress.Parse("::ffff:10.1.2.3")}")),
        Case.Of("GEOHASH(5c)", "#u33d8", s_place, static (c, db) => db.Query<Number>($"{Find(c)} {s_place}")),
        Case.Of("GEOHASH(5c)", "#u33d8", (GeoHash?)s_place, static (c, db) => db.Query<Number>($"{Find(c)} {(GeoHash?)s_place}")),
        Case.Of("DECIMAL(18, 4)", "1.5m", 1.50000m, static (c, db) => db.Query<Number>($"{Find(c)} {1.50000m}")),
        Case.Of("DECIMAL(18, 4)", "1.5m", (decimal?)1.5m, static (c, db) => db.Query<Number>($"{Find(c)} {(decimal?)1.5m}")),
        Case.Of("DECIMAL(38, 10)", "1.5m", (Decimal256)1.5m, static (c, db) => db.Query<Number>($"{Find(c)} {(Decimal256)1.5m}")),
        Case.Of("DECIMAL(76, 10)", "1.5m", (Decimal256?)1.5m, static (c, db) => db.Query<Number>($"{Find(c)} {(Decimal256?)1.5m}")),
    ];

    /// <summary>The query of a column up to the value.</summary>
    private static Sql Find(Sql column) => Sql.Raw("SELECT id FROM " + Table + " WHERE " + column.Text + " =");

    [Fact]
    public async Task Every_type_of_the_table_is_a_bind_and_a_hole_and_finds_what_it_stored()
    {
        await server.OwnTableAsync(Table);
        var columns = new StringBuilder();
        var places = new StringBuilder();
        for (int i = 0; i < s_cases.Length; i++)
        {
            columns.Append($"c{i} {s_cases[i].Type}, ");
            places.Append($"${i + 1}, ");
        }

        await Db.ExecuteAsync(
            $"CREATE TABLE {Sql.Raw(Table)} ({Sql.Raw(columns.ToString())}id LONG, ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL");
        BindValue[] binds = [.. s_cases.Select(static c => c.Bind)];
        await Db.ExecuteAsync(Sql.Raw("INSERT INTO " + Table + " VALUES (" + places + "1, 1)"), CancellationToken.None, binds);
        await Db.ExecuteAsync($"INSERT INTO {Sql.Raw(Table)} (id, ts) VALUES (2, 2)");
        await server.WaitForRowsAsync(Table, 2);

        for (int i = 0; i < s_cases.Length; i++)
        {
            Number[] found = await s_cases[i].Find($"c{i}", Db).ToArrayAsync();
            Assert.True(found is [{ Id: 1 }], $"c{i} {s_cases[i].Type} = a {s_cases[i].Bind.Type} found {found.Length} rows");
            // A bind that is wrong in the same way each time would find what it stored.
            found = await Db.Query<Number>($"{Find(Sql.Raw("c" + i))} {Sql.Raw(s_cases[i].Literal)}").ToArrayAsync();
            Assert.True(found is [{ Id: 1 }], $"c{i} {s_cases[i].Type} = {s_cases[i].Literal} found {found.Length} rows");
        }
    }

    [Fact]
    public async Task A_decimal_neither_overflows_nor_loses_against_a_column_of_18_digits()
    {
        const string Name = "it_bind_decimals";
        await server.OwnTableAsync(Name);
        await Db.ExecuteAsync($"CREATE TABLE {Sql.Raw(Name)} (id LONG, d DECIMAL(18, 2), ts TIMESTAMP) TIMESTAMP(ts) PARTITION BY DAY WAL");
        decimal[] stored = [1.50000m, 9_999_999_999_999_999.99m, -9_999_999_999_999_999.99m, 0.0000m];
        for (int i = 0; i < stored.Length; i++)
        {
            await Db.ExecuteAsync($"INSERT INTO {Sql.Raw(Name)} VALUES ({(long)i}, {stored[i]}, {new TimestampMicros(i)})");
        }

        await server.WaitForRowsAsync(Name, stored.Length);
        for (int i = 0; i < stored.Length; i++)
        {
            Assert.Equal([new Number(i)],
                await Db.Query<Number>($"SELECT id FROM {Sql.Raw(Name)} WHERE d = {stored[i]}").ToArrayAsync());
        }

        Assert.Equal([new Number(1)],
            await Db.Query<Number>($"SELECT id FROM {Sql.Raw(Name)} WHERE d > {1.5000000000000000000000000001m}").ToArrayAsync());
        Assert.Empty(await Db.Query<Number>($"SELECT id FROM {Sql.Raw(Name)} WHERE d = {decimal.MaxValue}").ToArrayAsync());
        BindValue bind = 1.50000m;
        Assert.Equal(ColumnType.Decimal256, bind.Type);
    }

    [Fact]
    public void An_unsigned_number_that_no_column_holds_is_refused()
    {
        QuestDbException e = Assert.Throws<QuestDbException>(() => Db.Query<Number>($"SELECT {ulong.MaxValue} AS id"));
        Assert.Equal(ErrorCode.InvalidValue, e.Code);
        Assert.Contains("18446744073709551615", e.Message);
        Assert.Throws<QuestDbException>(() => Db.Query<Number>($"SELECT {IPAddress.IPv6Loopback} AS id"));
    }
}
