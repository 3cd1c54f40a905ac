using System.Globalization;
using System.Net;
using System.Numerics;
using CsCheck;

namespace QuestDb.TestSupport;

/// <summary>Random column types with random cells.</summary>
internal static class CellGen
{
    private static readonly Gen<double> s_double = Gen.Frequency<double>(
        (4, Gen.Double), (1, Gen.OneOf<double>(double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon)));

    private static readonly Gen<Cell> s_long = Gen.Long.Where(static value => value != long.MinValue)
        .Select(static value => Cell.Of(value));

    /// <summary>Numbers that are close together: a timestamp column of them is packed into few bits.</summary>
    private static readonly Gen<Cell> s_closeLong =
        Gen.Long[1_700_000_000_000_000, 1_700_000_000_100_000].Select(static value => Cell.Of(value));

    private static readonly Gen<string> s_text = Gen.OneOf<int>(
        Gen.Int[' ', '~'], Gen.Int[0, 0x7FF], Gen.Int[0x800, 0xD7FF], Gen.Int[0xE000, 0xFFFF],
        Gen.Int[0x10000, 0x10FFFF]).Array[0, 12].Select(Text);

    /// <summary>A column without a name, and its cells.</summary>
    public static readonly Gen<(CellColumn Column, Gen<Cell> Cells)> Column = Gen.OneOf<(CellColumn Column, Gen<Cell> Cells)>(
        Of(ColumnType.Boolean, Gen.Bool.Select(static value => Cell.Of(value))),
        Of(ColumnType.Byte, Gen.SByte.Select(static value => Cell.Of((long)value))),
        Of(ColumnType.Short, Gen.Short.Select(static value => Cell.Of((long)value))),
        Of(ColumnType.Char, Gen.UShort.Select(static value => Cell.Of((long)value))),
        Of(ColumnType.Int, Gen.Int.Where(static value => value != int.MinValue).Select(static value => Cell.Of((long)value))),
        Of(ColumnType.Long, s_long),
        Of(ColumnType.Float, s_double.Select(static value => Cell.Of((float)value))),
        Of(ColumnType.Double, s_double.Select(static value => Cell.Of(value))),
        Of(ColumnType.Timestamp, s_long),
        Of(ColumnType.Timestamp, s_closeLong),
        Of(ColumnType.TimestampNanos, s_long),
        Of(ColumnType.TimestampNanos, s_closeLong),
        Of(ColumnType.Date, s_long),
        Of(ColumnType.Symbol, Gen.Int[0, 20].Select(static number => new Cell($"symbol {number}"))),
        Of(ColumnType.Symbol, s_text.Select(static text => new Cell(text))),
        Of(ColumnType.Varchar, s_text.Select(static text => new Cell(text))),
        Of(ColumnType.Binary, Gen.Byte.Array[0, 20].Select(static bytes => new Cell(Convert.ToHexStringLower(bytes)))),
        Of(ColumnType.Uuid, Gen.Byte.Array[16].Select(static bytes => new Cell(RecordedText.Uuid(bytes)))),
        Of(ColumnType.Long256, Gen.Byte.Array[32].Select(static bytes => new Cell(RecordedText.Long256(bytes)))),
        Of(ColumnType.IPv4, Gen.UInt[1, uint.MaxValue].Select(static value =>
            new Cell(new IPAddress([(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]).ToString()))),
        Gen.Int[1, 60].Select(GeoHash),
        Gen.Int[0, 18].Select(static scale => Decimal(ColumnType.Decimal64, 18, scale)),
        Gen.Int[0, 38].Select(static scale => Decimal(ColumnType.Decimal128, 38, scale)),
        Gen.Int[0, 76].Select(static scale => Decimal(ColumnType.Decimal256, 76, scale)),
        Gen.Int[1, 4].Select(Arrays));

    public static string Text(int[] runes) => string.Concat(runes.Select(char.ConvertFromUtf32));

    private static Gen<(CellColumn Column, Gen<Cell> Cells)> Of(ColumnType type, Gen<Cell> cells) =>
        Gen.Const((new CellColumn("", type), cells));

    private static (CellColumn Column, Gen<Cell> Cells) GeoHash(int bits) => (
        new CellColumn("", ColumnType.GeoHash, PrecisionBits: bits),
        Gen.OneOf<long>(Gen.Long[0, (1L << bits) - 1], Gen.OneOf<long>(0, (1L << bits) - 1))
            .Select(value => new Cell(RecordedText.GeoHash((ulong)value, bits))));

    private static (CellColumn Column, Gen<Cell> Cells) Decimal(ColumnType type, int digits, int scale) => (
        new CellColumn("", type, Scale: scale),
        Gen.Select(Gen.Char['0', '9'].Array[1, digits], Gen.Bool, (text, isNegative) =>
        {
            BigInteger unscaled = BigInteger.Parse(text, CultureInfo.InvariantCulture);
            return new Cell(RecordedText.Decimal(isNegative ? -unscaled : unscaled, scale));
        }));

    /// <summary>A server keeps arrays of one number of dimensions in a column.</summary>
    private static (CellColumn Column, Gen<Cell> Cells) Arrays(int rank) => (
        new CellColumn("", ColumnType.DoubleArray),
        Gen.Int[0, 3].Array[rank].SelectMany(
            static shape => s_double.Array[shape.Aggregate(1, static (product, length) => product * length)].Select(elements =>
                new Cell(RecordedText.Array(shape, Array.ConvertAll(elements, static element => Cell.Of(element).Text ?? "null"))))));
}
