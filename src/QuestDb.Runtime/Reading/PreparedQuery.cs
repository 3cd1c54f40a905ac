using QuestDb.Egress.Requests;

namespace QuestDb;

/// <summary>
/// A query text and its binds, run by the reader that made it, once or many times. Binds are given by position, 1 for
/// <c>$1</c>, in any order, and stay for the next run; giving one again replaces it. One thread at a time uses it.
/// </summary>
public sealed class PreparedQuery
{
    private readonly Reader _reader;
    private BindValue[] _binds;
    private int _count;

    internal PreparedQuery(Reader reader, string sql, BindValue[] binds)
    {
        _reader = reader;
        _binds = binds;
        _count = binds.Length;
        Sql = sql;
    }

    /// <summary>The SQL text.</summary>
    public string Sql { get; }

    /// <summary>The highest position that is bound.</summary>
    public int BindCount => _count;

    /// <summary>
    /// Binds a value. C# values convert by themselves, null of a nullable type included; <see cref="BindValue.Null(ColumnType)"/>,
    /// <see cref="BindValue.Utf8"/>, <see cref="BindValue.DateMillis"/> and <see cref="BindValue.Decimal64"/> with its kin make the others.
    /// </summary>
    /// <param name="position">1 for <c>$1</c>, up to 2,048.</param>
    /// <param name="value">The value.</param>
    /// <returns>This query.</returns>
    /// <exception cref="QuestDbException">
    /// <see cref="ErrorCode.InvalidValue"/>, naming the position; the binds are as they were.
    /// </exception>
    public PreparedQuery Bind(int position, BindValue value)
    {
        if (position is < 1 or > QwpConstants.MaxBinds)
        {
            throw new QuestDbException(ErrorCode.InvalidValue,
                $"There is no bind ${position}: positions are 1 to {QwpConstants.MaxBinds}. [{Sql}]");
        }

        if (value.Type == ColumnType.None)
        {
            throw new QuestDbException(ErrorCode.InvalidValue,
                $"Bind ${position} is a default BindValue, which has no type; make it from a value, or with BindValue.Null. [{Sql}]");
        }

        if (_binds.Length < position) Array.Resize(ref _binds, Math.Max(position, Math.Min(QwpConstants.MaxBinds, _binds.Length * 2)));
        _binds[position - 1] = value;
        _count = Math.Max(_count, position);
        return this;
    }

    /// <summary>Forgets the binds.</summary>
    /// <returns>This query.</returns>
    public PreparedQuery ClearBinds()
    {
        Array.Clear(_binds);
        _count = 0;
        return this;
    }

    /// <summary>Sends the query and returns without waiting for its answer; errors of the server come with the first batch.</summary>
    /// <param name="options">How to run it.</param>
    /// <exception cref="QuestDbException">
    /// As for <see cref="Reader.Execute(string, ReadOnlySpan{BindValue})"/>; <see cref="ErrorCode.InvalidValue"/> also for a position
    /// without a bind below one that has one.
    /// </exception>
    public Cursor Execute(QueryOptions? options = null) => _reader.Run(QueryText.Of(Sql, Binds(), options));

    /// <summary>As <see cref="Execute"/>; does not block a thread when a lost connection has to be replaced.</summary>
    /// <param name="options">How to run it.</param>
    /// <param name="cancellationToken">Stops opening a connection; to stop the query, cancel its cursor.</param>
    /// <exception cref="QuestDbException">As for <see cref="Execute"/>.</exception>
    public ValueTask<Cursor> ExecuteAsync(QueryOptions? options = null, CancellationToken cancellationToken = default) =>
        _reader.RunAsync(QueryText.Of(Sql, Binds(), options), cancellationToken);

    /// <summary>The binds of one run: later changes are the next run's.</summary>
    internal BindValue[] Binds()
    {
        for (int i = 0; i < _count; i++)
        {
            if (_binds[i].Type == ColumnType.None)
            {
                throw new QuestDbException(ErrorCode.InvalidValue, $"Bind ${i + 1} is missing, and ${_count} is there. [{Sql}]");
            }
        }

        return _binds[.._count];
    }
}
