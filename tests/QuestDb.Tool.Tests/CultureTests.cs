using System.Globalization;
using System.Net;
using QuestDb.Testing;
using QuestDb.TestSupport;

namespace QuestDb.Tool.Tests;

/// <summary>
/// Client, server and tool give the same text in every culture. sv-SE has U+2212 as its minus sign and a comma as decimal separator,
/// ar-SA an invisible mark in front of signs and another calendar, th-TH counts years from 543 BC.
/// </summary>
[Collection(nameof(CultureTests))]
[CollectionDefinition(nameof(CultureTests), DisableParallelization = true)]
public sealed class CultureTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [CultureTheory]
    [InlineData("sv-SE")]
    [InlineData("ar-SA")]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    public async Task Text_is_the_same_in_every_culture(string name)
    {
        (CultureInfo before, CultureInfo? beforeOfThreads) = (CultureInfo.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture);
        var culture = CultureInfo.GetCultureInfo(name);
        // The cultures are those of the machine: one that writes as the invariant one does would prove nothing.
        Assert.NotEqual("-1.5 1970", string.Create(culture, $"{-1.5} {DateTime.UnixEpoch:yyyy}"));
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            string[] expected = await TextsAsync("invariant");
            // Most of the text is made on threads of the client and the server.
            CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = culture;
            Assert.Equal(expected, await TextsAsync(name));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.DefaultThreadCurrentCulture) = (before, beforeOfThreads);
        }
    }

    /// <summary>Texts of values, cells, errors, SQL and of what the tool prints.</summary>
    private async Task<string[]> TextsAsync(string slot)
    {
        var time = new DateTime(2026, 6, 1, 12, 30, 15, 123, DateTimeKind.Utc);
        List<string> texts =
        [
            new TimestampMicros(-1).ToString(), new TimestampNanos(1_750_000_000_123_456_789).ToString(),
            Decimal256.Parse("-12.340").ToString(), GeoHash.Parse("u33d").ToString(), new NdArray<double>([-1.5, 2e300]).ToString()!,
            $"{new QuestDbTestServerOptions { MaxBatchBytes = 70_000 }}",
            Error(static () => QuestDbClient.Connect("ws::addr=localhost:9000;sender_pool_max=-5;")),
            Error(static () => new TimestampMicros(long.MaxValue).ToDateTime()),
            Error(static () => QuestDbClient.Connect("ws::addr=localhost:-5;")),
            Error(static () => BindValue.Decimal64(1, -1)),
        ];

        await using QuestDbTestServer server = await QuestDbTestServer.StartAsync();
        await using QuestDbClient db = QuestDbClient.Connect(server.ConnectString);
        await db.CreateTableAsync<Measured>();
        await db.Write<Measured>([new Measured("a", -1.5e-300, -7, -1.25m, IPAddress.Loopback, time)]).AcceptedAsync();
        await db.ExecuteAsync(
            "INSERT INTO measured VALUES ('b', -2.5e300, -9223372036854775807, -0.01, '10.0.0.1', '2026-06-01T12:30:16.5Z')");
        await foreach (Text row in db.Query<Text>($"""
            SELECT key, cast(value AS STRING) || ' ' || cast(number AS STRING) || ' ' || cast(ts AS STRING) || ' ' || cast(price AS STRING)
                   || ' ' || cast(-number * 2 AS STRING) || ' ' || cast(value / 3 AS STRING) AS text
            FROM measured WHERE value < {-1e-301} AND ts BETWEEN {time} AND {time.AddDays(1)} ORDER BY key
            """))
        {
            texts.Add(row.ToString());
        }

        texts.Add(await ErrorAsync(() => db.ExecuteAsync("SELECT cast(-5.5 AS GEOHASH(99c))")));
        texts.Add(await ErrorAsync(() => db.ExecuteAsync("INSERT INTO measured VALUES (-1.5, -1.5, 'x', -2.5, -3, -9)")));
        texts.Add(await ErrorAsync(() => db.Write<Measured>(
            [new Measured("c", 0, 0, -123_456_789_012.125m, IPAddress.Loopback, time.AddYears(-100))]).AcceptedAsync().AsTask()));
        texts.Add(Error(() => db.Write<Measured>([new Measured("c", 0, long.MinValue, 0, IPAddress.Loopback, time)])));

        Slots.SetAside<Measured>(_folder[slot], 12, [new Measured("a", -1.5e-300, -7, -1.25m, IPAddress.Loopback, time)]);
        var clock = new FixedClock(new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero));
        foreach (string[] command in new string[][] { ["--quarantine"], ["--quarantine", "--json"] })
        {
            ToolRun run = await ToolRun.AtAsync(clock, "", ["sf", "show", _folder[slot], .. command]);
            // When the frame was set aside is the clock of the machine.
            texts.AddRange(run.Lines.Where(static line => !line.StartsWith("FSN 12", StringComparison.Ordinal)));
        }

        return [.. texts.Select(text => text.Replace($":{server.Port}", ":port", StringComparison.Ordinal))];
    }

    private static string Error(Action action) => Assert.ThrowsAny<Exception>(action).Message;

    private static async Task<string> ErrorAsync(Func<Task> action) => (await Assert.ThrowsAnyAsync<Exception>(action)).Message;
}
