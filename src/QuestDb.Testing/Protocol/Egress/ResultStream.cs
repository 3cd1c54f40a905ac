using System.Text;
using QuestDb.Shared.Wire;
using QuestDb.Testing.Sql;
using QuestDb.Testing.Tables;
using ZstdSharp;

namespace QuestDb.Testing.Protocol.Egress;

/// <summary>
/// Cuts one result into RESULT_BATCH frames: by rows, and by bytes where rows are wide. The schema travels in batch 0 only, new symbols
/// in a delta section in front of each table block. The decoder under test shares none of this code.
/// </summary>
internal sealed class ResultStream
{
    private readonly RowsResult _result;
    private readonly ResultSymbols _symbols;
    private readonly ResultStreamSettings _settings;
    private readonly Compressor? _compressor;
    private readonly SymbolColumnMap?[] _symbolMaps;
    private readonly int _fixedRowBits;
    private readonly bool _hasVariableRows;
    private int _nextRow;

    public ResultStream(RowsResult result, long requestId, ResultSymbols symbols, ResultStreamSettings settings, Compressor? compressor)
    {
        _result = result;
        RequestId = requestId;
        _symbols = symbols;
        _settings = settings;
        _compressor = compressor;
        _symbolMaps = new SymbolColumnMap?[result.Columns.Count];
        for (int i = 0; i < _symbolMaps.Length; i++)
        {
            ColumnVector values = result.Columns[i].Values;
            if (values is SymbolVector vector) _symbolMaps[i] = new SymbolColumnMap(vector);
            _hasVariableRows |= values is SymbolVector or BytesVector or ArrayVector;
            _fixedRowBits += RowSize.FixedBits(values);
        }
    }

    public long RequestId { get; }

    /// <summary>Batches written so far.</summary>
    public int BatchCount { get; private set; }

    public long RowsSent => _nextRow;

    public int LastBatchRows { get; private set; }

    /// <summary>True when the last batch written was shorter than the cap, so that the server knew the end of the rows.</summary>
    public bool IsExhausted { get; private set; }

    public bool HasRows => _nextRow < _result.RowCount;

    /// <summary>Writes the next RESULT_BATCH frame; an empty result has one without rows.</summary>
    /// <exception cref="ProtocolException">A single row is over the frame limit.</exception>
    public void WriteBatch(FrameBuilder frame)
    {
        int rows = PlanRows();
        frame.BeginFrame(QwpConstants.FlagGorilla | QwpConstants.FlagDeltaSymbolDict, tableCount: 1);
        frame.WriteByte((byte)MessageKind.ResultBatch);
        frame.WriteInt64(RequestId);
        frame.WriteVarint((uint)BatchCount);
        int body = frame.Length;
        WriteSymbolDelta(frame, rows);
        WriteTableBlock(frame, rows);
        Compress(frame, body);
        frame.EndFrame();
        _nextRow += rows;
        LastBatchRows = rows;
        IsExhausted = !HasRows && rows < _settings.MaxRows;
        BatchCount++;
    }

    private int PlanRows()
    {
        int rows = Math.Min(_settings.MaxRows, _result.RowCount - _nextRow);
        long budget = (_settings.MaxFrameBytes - HeaderBytes()) * 8L;
        if (!_hasVariableRows) return rows == 0 ? 0 : Fit((int)Math.Min(rows, budget / Math.Max(1, _fixedRowBits)));
        long used = 0;
        for (int row = 0; row < rows; row++)
        {
            used += _fixedRowBits;
            for (int i = 0; i < _symbolMaps.Length; i++)
            {
                used += 8L * (_symbolMaps[i] is { } map
                    ? map.PlanBytes(_nextRow + row, BatchCount)
                    : RowSize.VariableBytes(_result.Columns[i].Values, _nextRow + row));
            }

            if (used > budget) return Fit(row);
        }

        return rows;
    }

    private int Fit(int rows) => rows > 0 ? rows : throw new ProtocolException(StatusCode.LimitExceeded,
        $"egress: single row exceeds send buffer [colCount={_result.Columns.Count}, bufferSize={_settings.MaxFrameBytes}]");

    /// <summary>What a frame takes apart from its rows, at most.</summary>
    private int HeaderBytes()
    {
        int bytes = 64;
        foreach (ResultColumn column in _result.Columns)
        {
            if (BatchCount == 0) bytes += Encoding.UTF8.GetByteCount(column.Name) + 3;
            bytes += RowSize.ColumnOverhead;
        }

        return bytes;
    }

    private void WriteSymbolDelta(FrameBuilder frame, int rows)
    {
        int first = _symbols.Count;
        foreach (SymbolColumnMap? map in _symbolMaps) map?.AssignIds(_symbols, _nextRow, rows);
        frame.WriteVarint((uint)first);
        frame.WriteVarint((uint)(_symbols.Count - first));
        for (int id = first; id < _symbols.Count; id++) frame.WriteText(_symbols.Utf8(id).Span);
    }

    private void WriteTableBlock(FrameBuilder frame, int rows)
    {
        frame.WriteVarint(0);
        frame.WriteVarint((uint)rows);
        if (BatchCount == 0)
        {
            frame.WriteVarint((uint)_result.Columns.Count);
            foreach (ResultColumn column in _result.Columns)
            {
                frame.WriteText(Encoding.UTF8.GetBytes(column.Name));
                frame.WriteByte((byte)column.Values.Type);
            }
        }

        for (int i = 0; i < _symbolMaps.Length; i++)
        {
            if (_symbolMaps[i] is { } map) ResultColumnWriter.WriteSymbols(frame, map.AssignedIds);
            else ResultColumnWriter.Write(frame, _result.Columns[i].Values, _nextRow, rows);
        }
    }

    /// <summary>Replaces the body by its compressed form where that is smaller.</summary>
    private void Compress(FrameBuilder frame, int body)
    {
        if (_compressor is null) return;
        byte[] compressed = new byte[Compressor.GetCompressBound(frame.Length - body)];
        int length = _compressor.Wrap(frame.WrittenSpan[body..], compressed);
        if (length >= frame.Length - body) return;
        frame.Truncate(body);
        frame.WriteBytes(compressed.AsSpan(0, length));
        frame.SetFlags(QwpConstants.FlagGorilla | QwpConstants.FlagDeltaSymbolDict | QwpConstants.FlagZstd);
    }
}

/// <summary>Where batches are cut.</summary>
internal sealed record ResultStreamSettings(int MaxRows, int MaxFrameBytes);
