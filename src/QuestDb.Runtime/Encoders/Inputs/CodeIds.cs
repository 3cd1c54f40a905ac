using QuestDb.Mapping;
using QuestDb.Wire;

namespace QuestDb.Encoders.Inputs;

/// <summary>
/// Ids of the connection's dictionary by code of a column, filled as codes are met: a text is looked up once, not once a row,
/// and a text that no row uses is not sent.
/// </summary>
internal sealed class CodeIds
{
    private const int Unknown = -1;

    private int[] _ids = [];
    private int _count;
    private ChunkEncoder? _encoder;
    private long _rollbacks;

    /// <summary>The ids of some codes; -1 for those not met yet. What an encoder took back is forgotten.</summary>
    public Span<int> Of(ChunkEncoder encoder, int count)
    {
        if (!ReferenceEquals(_encoder, encoder) || _rollbacks != encoder.Rollbacks)
        {
            _encoder = encoder;
            _rollbacks = encoder.Rollbacks;
            _count = 0;
        }

        if (_ids.Length < count) Array.Resize(ref _ids, Math.Max(count, Math.Min(2 * _ids.Length, SymbolDictionary.MaxEntries)));
        if (_count < count)
        {
            _ids.AsSpan(_count, count - _count).Fill(Unknown);
            _count = count;
        }

        return _ids.AsSpan(0, count);
    }

    /// <summary>Forgets everything: the codes stand for other texts now.</summary>
    public void Forget()
    {
        _encoder = null;
        _count = 0;
    }
}
