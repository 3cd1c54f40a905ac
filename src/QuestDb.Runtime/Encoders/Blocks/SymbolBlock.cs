using System.Runtime.Intrinsics;
using QuestDb.Wire;

namespace QuestDb.Encoders.Blocks;

/// <summary>The ids of a SYMBOL column without nulls, as varints (QWP ingress specification, "Symbol").</summary>
internal static class SymbolBlock
{
    /// <summary>Bytes of the longest id: ids stay below the dictionary limit.</summary>
    public const int MaxIdBytes = 3;

    /// <summary>Writes null flag and ids.</summary>
    public static void Write(FrameBuffer buffer, ReadOnlySpan<int> ids)
    {
        buffer.WriteByte(0);
        WriteIds(buffer, ids);
    }

    /// <summary>Writes ids; flag and bitmap stand already.</summary>
    public static void WriteIds(FrameBuffer buffer, ReadOnlySpan<int> ids)
    {
        Span<byte> bytes = buffer.Reserve(ids.Length * MaxIdBytes);
        int packed = PackSmall(ids, bytes);
        int length = packed;
        for (int i = packed; i < ids.Length; i++)
        {
            int id = ids[i];
            if (id < 0x80) bytes[length++] = (byte)id;
            else length += Varint.Write(bytes[length..], (uint)id);
        }

        buffer.Advance(length);
    }

    /// <summary>Packs ids below 128, which take a byte each, sixteen at a time, up to the first sixteen that are not all small.</summary>
    /// <remarks>Vectorised: most tables have few symbols, and this is half of the column's time otherwise.</remarks>
    private static int PackSmall(ReadOnlySpan<int> ids, Span<byte> bytes)
    {
        int done = 0;
        for (; ids.Length - done >= 16; done += 16)
        {
            ReadOnlySpan<int> sixteen = ids.Slice(done, 16);
            Vector128<int> a = Vector128.Create(sixteen);
            Vector128<int> b = Vector128.Create(sixteen[4..]);
            Vector128<int> c = Vector128.Create(sixteen[8..]);
            Vector128<int> d = Vector128.Create(sixteen[12..]);
            if (Vector128.GreaterThanAny((a | b | c | d).AsUInt32(), Vector128.Create(0x7Fu))) break;
            Vector128.Narrow(Vector128.Narrow(a, b), Vector128.Narrow(c, d)).AsByte().CopyTo(bytes[done..]);
        }

        return done;
    }
}
