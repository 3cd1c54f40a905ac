namespace QuestDb.Generators.ExecutionTests.Shapes;

internal static partial class Nested<TKey>
    where TKey : notnull
{
    internal partial interface IInner
    {
        [QuestTable("nested")]
        internal partial record struct Row([Symbol] Kind Kind, [Designated] DateTime Ts)
        {
            public long Size { get; set; }
        }
    }

    internal enum Kind
    {
        Small,
        Large,
    }
}

internal partial class Holder
{
    public static int[] RoundTripPrivate(params int[] values) =>
        [.. Loopback.RoundTrip([.. values.Select(value => new Row { Value = value })]).Select(row => row.Value)];

    [QuestTable("private", ServerTime = true)]
    private partial struct Row
    {
        public int Value { get; set; }
    }
}
