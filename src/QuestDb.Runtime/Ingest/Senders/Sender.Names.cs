using QuestDb.Mapping;
using QuestDb.Schemas;

namespace QuestDb.Ingest.Senders;

/// <summary>Refuses columns that the server would take for the designated timestamp of their table.</summary>
internal sealed partial class Sender
{
    // The columns that were checked last, and what was known then: most writes have the same ones again.
    private TableSchema? _checkedSchema;
    private object? _checkedVersion;

    /// <summary>What the client knows of the names of designated timestamps.</summary>
    public DesignatedNames Designated { get; }

    private void CheckColumns(TableSchema schema)
    {
        object version = Designated.Version;
        if (ReferenceEquals(schema, _checkedSchema) && version == _checkedVersion) return;
        Designated.Check(schema);
        (_checkedSchema, _checkedVersion) = (schema, version);
    }
}
