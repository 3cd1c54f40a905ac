using System.Net;
using QuestDb.IntegrationTests.RoundTrips;
using QuestDb.Mapping;
using QuestDb.Testing;

namespace QuestDb.IntegrationTests.Errors;

/// <summary>
/// Every member type with a value that can't be stored, and converters that throw: the error names table, column, row and
/// reason, nothing is queued or left behind, and the client goes on.
/// </summary>
[Trait("Category", "Integration")]
public sealed class TypedValueTests(TypedValueTests.Fixture fixture) : IClassFixture<TypedValueTests.Fixture>
{
    private const string Null = "read back as NULL";
    private const ulong Half = 1UL << 63;

    private static readonly (string Column, FussyRow Row, string Says)[] s_cases =
    [
        ("count", new() { Count = int.MinValue }, Null),
        ("maybeCount", new() { MaybeCount = int.MinValue }, Null),
        ("total", new() { Total = long.MinValue }, Null),
        ("micros", new() { Micros = new(long.MinValue) }, Null),
        ("nanos", new() { Nanos = new(long.MinValue) }, Null),
        ("late", new() { Late = new(2300, 1, 1, 0, 0, 0, DateTimeKind.Utc) }, "2262-04-11"),
        ("lateOffset", new() { LateOffset = DateTimeOffset.MinValue }, "2262-04-11"),
        ("id", new() { Id = Guid.Parse("80000000-0000-0000-8000-000000000000") }, Null),
        ("hash", new() { Hash = new(Half, Half, Half, Half) }, Null),
        ("address", new() { Address = IPAddress.IPv6Loopback }, "is IPv6"),
        ("address", new() { Address = IPAddress.Any }, Null),
        ("address", new() { Address = null! }, "null"),
        ("host", new() { Host = 0 }, Null),
        ("text", new() { Text = "\ud800" }, "surrogate"),
        ("text", new() { Text = null! }, "null"),
        ("chars", new() { Chars = "\udc00".AsMemory() }, "surrogate"),
        ("utf8", new() { Utf8 = new byte[] { 65, 0xFF } }, "UTF-8"),
        ("name", new() { Name = "\ud800" }, "surrogate"),
        ("name", new() { Name = null! }, "null"),
        ("tag", new() { Tag = "\ud800".AsMemory() }, "surrogate"),
        ("tagUtf8", new() { TagUtf8 = [0xC3] }, "UTF-8"),
        ("tagUtf8", new() { TagUtf8 = null! }, "null"),
        ("side", new() { Side = (Side)99 }, "declared member"),
        ("bytes", new() { Bytes = null! }, "null"),
        ("vector", new() { Vector = null! }, "null"),
        ("tensor", new() { Tensor = new([1.0]) }, "dimensions"),
        ("price", new() { Price = 0.001m }, "digits after the point"),
        ("price", new() { Price = 100_000_000m }, "more than 8 digits"),
        ("huge", new() { Huge = Decimal256.MaxValue }, "more than 66 digits"),
        ("place", new() { Place = new(1, 5) }, "has 5 bits"),
        ("place", new() { Place = default }, "has 0 bits"),
        ("share", new() { Share = new(101) }, "101 % is not a share."),
        ("ts", new() { Ts = new(1969, 12, 31, 0, 0, 0, DateTimeKind.Utc) }, "1970"),
    ];

    public static TheoryData<int> Cases => [.. Enumerable.Range(0, s_cases.Length)];

    [Fact]
    public void Every_column_has_a_case() =>
        Assert.Equal(Schema<FussyRow>().Columns.ToArray().Select(static c => c.Designated ? "ts" : c.Name).Order(),
            s_cases.Select(static c => c.Column).Distinct().Order());

    [Theory, MemberData(nameof(Cases))]
    public async Task A_value_that_can_not_be_stored_is_refused(int number)
    {
        (string column, FussyRow bad, string says) = s_cases[number];
        column = Schema<FussyRow>().Columns.ToArray().Single(c => c.Name == column || (c.Designated && column == "ts")).Name;
        QuestDbClient db = fixture.Client;
        long published = db.PublishedFsn;
        // Symbols of the refused write must be registered anew.
        var good = new FussyRow { Name = $"name-{number}" };

        Check(Assert.Throws<QuestDbException>(() => db.Write<FussyRow>([good, bad, good])), 1);
        Check(Assert.Throws<QuestDbException>(() => db.Write(in bad)), 0);

        Assert.Equal(published, db.PublishedFsn);
        WriteReceipt receipt = db.Write<FussyRow>([good, good]);
        await receipt.AcceptedAsync();
        fixture.Rows += 2;
        Assert.Equal(published + 1, receipt.FirstFsn);
        Assert.Equal(fixture.Rows, fixture.Server.Stats.CommittedRows);

        void Check(QuestDbException e, int row)
        {
            Assert.Equal((ErrorCode.InvalidValue, "fussy", column, row), (e.Code, e.Table, e.Column, e.Row));
            Assert.Contains($"Row {row} of table fussy, column {column}", e.Message);
            Assert.Contains(says, e.Message);
        }
    }

    [Fact]
    public async Task What_a_converter_throws_on_reading_names_the_column_and_leaves_the_client()
    {
        QuestDbClient db = fixture.Client;
        await db.Query<ShareRow>("SELECT 100 AS share").ToArrayAsync();
        long connections = fixture.Server.Stats.QueryConnections;
        for (int i = 0; i < 3; i++)
        {
            QuestDbException e = await Assert.ThrowsAsync<QuestDbException>(
                async () => await db.Query<ShareRow>("SELECT 101 AS share").ToArrayAsync());
            Assert.Equal((ErrorCode.InvalidValue, "share", 0), (e.Code, e.Column, e.Row));
            Assert.Contains("101 % was stored.", e.Message);
            Assert.IsType<FormatException>(e.InnerException);
            Assert.Equal(new ShareRow(new Percent(7)), Assert.Single(await db.Query<ShareRow>("SELECT 7 AS share").ToArrayAsync()));
        }

        Assert.Equal(connections, fixture.Server.Stats.QueryConnections);
    }

    private static TableSchema Schema<T>()
        where T : IQuestTable<T> => T.TableSchema;

    public sealed class Fixture : IAsyncLifetime
    {
        public QuestDbTestServer Server { get; private set; } = null!;

        public QuestDbClient Client { get; private set; } = null!;

        /// <summary>Good rows so far.</summary>
        public long Rows { get; set; }

        public async Task InitializeAsync()
        {
            Server = await QuestDbTestServer.StartAsync();
            Client = QuestDbClient.Connect(Server.ConnectString);
            await Client.CreateTableAsync<FussyRow>();
        }

        public async Task DisposeAsync()
        {
            await Client.DisposeAsync();
            await Server.DisposeAsync();
        }
    }
}

[QuestRow]
public readonly partial record struct ShareRow([Converter(typeof(PercentConverter))] Percent Share);
