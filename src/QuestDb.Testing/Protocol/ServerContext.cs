using QuestDb.Shared.Names;
using QuestDb.Testing.Faults;
using QuestDb.Testing.Protocol.Egress;
using QuestDb.Testing.Sql;
using QuestDb.Testing.Tables;

namespace QuestDb.Testing.Protocol;

/// <summary>What all connections of a server share; outlives restarts.</summary>
internal sealed class ServerContext
{
    private const int NormalClosure = 1000;

    private readonly Lock _roleLock = new();
    private ServerRole _role;
    private ulong _epoch;
    private int _roleCloseCode = NormalClosure;
    private int _maxBatchBytes;

    /// <param name="options">How the server behaves.</param>
    /// <param name="database">The tables; those of another server where the two are nodes of one cluster.</param>
    public ServerContext(QuestDbTestServerOptions options, Database? database = null)
    {
        Options = options;
        Database = database ?? new Database();
        _maxBatchBytes = options.MaxBatchBytes;
        _role = options.Role;
        Faults = new FaultPlan(Stats);
        Execute = (request, cancellationToken) => Database.Execute(request.Sql, request.Binds, cancellationToken);
        Commit = Database.Commit;
    }

    public QuestDbTestServerOptions Options { get; }

    public Database Database { get; }

    /// <summary>Runs a statement: the database, unless a test of the protocol puts recorded results in its place.</summary>
    public Func<ReceivedQuery, CancellationToken, StatementResult> Execute { get; init; }

    /// <summary>Commits blocks: the database, unless a test of the protocol counts in its place.</summary>
    public Func<IReadOnlyList<IngestBlock>, OpenTables, IReadOnlyList<(string Table, long SeqTxn)>> Commit { get; init; }

    public ServerStats Stats { get; } = new();

    public FaultPlan Faults { get; }

    /// <summary>The role, and how often it has changed.</summary>
    public (ServerRole Role, ulong Epoch) RoleAndEpoch
    {
        get { lock (_roleLock) return (_role, _epoch); }
    }

    public bool IsWritable => RoleAndEpoch.Role is ServerRole.Standalone or ServerRole.Primary;

    /// <summary>The code by which ingest connections are closed that a change of role has made useless.</summary>
    public int RoleCloseCode
    {
        get { lock (_roleLock) return _roleCloseCode; }
    }

    /// <summary>The frame limit of later connections.</summary>
    public int MaxBatchBytes
    {
        get => Volatile.Read(ref _maxBatchBytes);
        set => Volatile.Write(ref _maxBatchBytes, value);
    }

    public void ChangeRole(ServerRole role, int closeCode = NormalClosure)
    {
        lock (_roleLock)
        {
            _roleCloseCode = closeCode;
            if (role == _role) return;
            _role = role;
            _epoch++;
        }
    }

    public IReadOnlyList<string> TableNames()
    {
        var names = (BytesVector)Select("SELECT table_name FROM tables()").Columns[0].Values;
        return [.. Enumerable.Range(0, names.Count).Select(row => names.Text(row)!).Order(StringComparer.Ordinal)];
    }

    public long RowCount(string table)
    {
        if (!TableNames().Contains(table, NameComparer.Instance)) return 0;
        return ((FixedVector<long>)Select($"SELECT count() FROM \"{table.Replace("\"", "\"\"")}\"").Columns[0].Values)[0];
    }

    private RowsResult Select(string sql) => (RowsResult)Database.Execute(sql, [], CancellationToken.None);
}
