using System.Buffers;
using System.Text.Unicode;
using QuestDb.Encoders.Inputs;
using QuestDb.Mapping;

namespace QuestDb.Ingest.Rows;

/// <summary>Texts as UTF-8, or byte strings: offsets and bytes as in Arrow. A NULL row has no bytes.</summary>
internal sealed class BytesRowColumn(ColumnSchema schema) : RowColumn(schema)
{
    private int[] _offsets = [0];
    private byte[] _bytes = [];

    /// <summary>Adds a text; false, and nothing is added, when it has a lone surrogate.</summary>
    public bool TryAdd(ReadOnlySpan<char> text)
    {
        int start = _offsets[Length];
        Ensure(ref _bytes, checked(start + text.Length));
        while (true)
        {
            OperationStatus status = Utf8.FromUtf16(text, _bytes.AsSpan(start), out _, out int written, replaceInvalidSequences: false);
            if (status == OperationStatus.Done)
            {
                End(start + written);
                return true;
            }

            if (status != OperationStatus.DestinationTooSmall) return false;
            // Most text is ASCII, so that room for one byte per character is tried before the worst case of three.
            Ensure(ref _bytes, checked(start + (text.Length * 3)));
        }
    }

    public void Add(ReadOnlySpan<byte> value)
    {
        int start = _offsets[Length];
        Ensure(ref _bytes, checked(start + value.Length));
        value.CopyTo(_bytes.AsSpan(start));
        End(start + value.Length);
    }

    protected override void Pad(int from, int to)
    {
        Ensure(ref _offsets, to + 1);
        _offsets.AsSpan(from + 1, to - from).Fill(_offsets[from]);
    }

    // UTF-8 is not checked here because the setters have checked the texts.
    protected override void Encode(ChunkEncoder encoder, int ordinal, int start, RowValidity validity) =>
        BytesValues.Encode<int>(encoder, ordinal, _offsets.AsSpan(start, validity.Count + 1), _bytes, validity, checkUtf8: false);

    private void End(int end)
    {
        Ensure(ref _offsets, Length + 2);
        _offsets[Length + 1] = end;
        Added();
    }
}
