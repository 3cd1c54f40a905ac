using QuestDb.IntegrationTests.RoundTrips;

namespace QuestDb.IntegrationTests.Errors;

/// <summary>A share whose converter minds the mood of its row.</summary>
public readonly record struct Share(int Id);

public sealed class ShareConverter : IColumnConverter<Share, int>
{
    public static int ToColumn(Share value) => MoodyRow.IsBad(value.Id, "share") ? throw new FormatException("no share") : value.Id;

    public static Share FromColumn(int value) => new(value);
}

/// <summary>A row with one member of each kind that may give another value when it is queued than when it was checked.</summary>
[QuestTable("moody")]
public partial struct MoodyRow
{
    /// <summary>The row and the column that are bad now.</summary>
    public static (int Id, string Column)? Bad { get; set; }

    public int Id { get; set; }

    public long Total
    {
        readonly get => IsBad(Id, "total") ? throw new InvalidOperationException("no total") : field;
        set;
    }

    [Symbol]
    public Side Side
    {
        readonly get => IsBad(Id, "side") ? (Side)77 : field;
        set;
    }

    [Symbol]
    public string Name
    {
        readonly get => IsBad(Id, "name") ? "a\ud800b" : field;
        set;
    }

    [Converter(typeof(ShareConverter))]
    public Share Share { get; set; }

    [Designated]
    public DateTime Ts { get; set; }

    public static bool IsBad(int id, string column) => Bad == (id, column);

    public static MoodyRow Of(int id) => new()
    {
        Id = id,
        Side = Side.Sell,
        Name = "name",
        Share = new Share(id),
        Ts = new DateTime(2026, 1, 1, 0, 0, id, DateTimeKind.Utc),
    };
}
