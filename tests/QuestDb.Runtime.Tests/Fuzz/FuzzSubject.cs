using QuestDb.Decoders.Batches;
using QuestDb.Egress.Messages;
using QuestDb.Shared.Wire;
using QuestDb.TestSupport;
using ZstdSharp;

namespace QuestDb.Tests.Fuzz;

/// <summary>The client's decoder in the state that a recorded frame meets, fed with damaged forms of it again and again.</summary>
internal sealed class FuzzSubject
{
    // An error with its stack trace and message, and the small arrays that a decoder begins with.
    private const long Fixed = 32 * 1024;

    // A column takes two bytes of the schema and is an object; a null takes one bit, and a value in a bit stream one too.
    private const long PerByte = 256;

    // The largest block of zstd, made from the four bytes of a block that repeats one byte.
    private const long ZstdBlock = 128 * 1024;
    private const int ZstdBlockBytes = 4;

    // A dictionary that is full takes twice its room with the next entry, whatever the frame that brings it.
    private const long PerKnownSymbol = 32;

    private readonly FuzzFrame _frame;
    private readonly ResultDictionary _dictionary = new();
    private readonly BatchDecoder _decoder;
    private int _generation = -1;

    public FuzzSubject(FuzzFrame frame)
    {
        _frame = frame;
        _decoder = new BatchDecoder(_dictionary);
    }

    /// <summary>Decodes the frame and touches every value: true, or false for a clean protocol error. Anything else is thrown.</summary>
    public bool Survives(byte[] frame) => Survives(frame, frame.Length);

    /// <inheritdoc cref="Survives(byte[])"/>
    public bool Survives(byte[] buffer, int length)
    {
        Restore();
        long before = GC.GetAllocatedBytesForCurrentThread();
        bool decoded = Decode(buffer, length);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        if (allocated > Allowed(buffer.AsSpan(0, length)))
            throw new InvalidOperationException(
                $"{allocated} bytes were allocated for a frame of {length} bytes, which can hold {Allowed(buffer.AsSpan(0, length))}.");
        if (decoded)
            BatchTouch.Touch(_decoder.Batch);
        return decoded;
    }

    private bool Decode(byte[] buffer, int length)
    {
        try
        {
            ServerFrame parsed = ServerFrame.Parse(buffer.AsSpan(0, length));
            if (parsed.Kind != MessageKind.ResultBatch)
                return false;
            _decoder.Decode(buffer, length, parsed.BodyOffset);
            return true;
        }
        catch (QuestDbException e) when (e.Code == ErrorCode.ProtocolError)
        {
            return false;
        }
    }

    private void Restore()
    {
        if (_dictionary.Generation != _generation)
        {
            _dictionary.Clear();
            foreach (byte[] entry in _frame.Known)
                _dictionary.Add(entry);
        }
        else if (_dictionary.Count > _frame.Known.Count)
        {
            _dictionary.Truncate(_frame.Known.Count);
        }

        _generation = _dictionary.Generation;
        _decoder.Reset();
        if (_frame.Schema is { } schema)
            _decoder.Decode(schema, schema.Length, ServerFrame.Parse(schema).BodyOffset);
    }

    private long Allowed(ReadOnlySpan<byte> frame)
    {
        long held = frame.Length;
        if (frame.Length > 22 && (frame[5] & QwpConstants.FlagZstd) != 0)
            held = Math.Max(held, Math.Min(Declared(frame), (held / ZstdBlockBytes + 1) * ZstdBlock));
        return Fixed + PerKnownSymbol * _frame.Known.Count + PerByte * held;
    }

    /// <summary>What the zstd body says it expands to, 0 where it says nothing.</summary>
    private static long Declared(ReadOnlySpan<byte> frame)
    {
        try
        {
            return (long)Math.Min(Decompressor.GetDecompressedSize(frame[22..]), long.MaxValue);
        }
        catch (ZstdException)
        {
            return 0;
        }
    }
}
