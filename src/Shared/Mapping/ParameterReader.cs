using Microsoft.CodeAnalysis;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Shared.Mapping;

/// <summary>Reads and checks the numbers in <c>[Decimal]</c>, <c>[GeoHash]</c> and <c>[Dimensions]</c>.</summary>
internal static class ParameterReader
{
    private static readonly int s_maxPrecision = ColumnTypes.Of(ColumnType.Decimal256).Digits;
    private const int MaxBits = 60;
    private const int MaxDimensions = 32;

    /// <summary>The parameters of the member's column; false when one is out of range, which is reported.</summary>
    public static bool Read(RecordMapping mapping, MappedMember member)
    {
        int precision = 0, scale = 0, bits = 0, dimensions = 0;
        bool legal = true;
        if (member.Attributes.Selecting.FirstOrDefault() is { } selecting)
        {
            switch (member.Attributes.SelectingName)
            {
                case "Decimal":
                    precision = KnownAttributes.Number(selecting, 0);
                    scale = KnownAttributes.Number(selecting, 1);
                    legal = Check(mapping, member, selecting, 0, precision, 1, s_maxPrecision, "digits of a DECIMAL")
                        && Check(mapping, member, selecting, 1, scale, 0, precision, "digits after the point");
                    if (legal && precision < ColumnTypes.LeastDigits)
                    {
                        mapping.Fault(MappingRule.SmallDecimal, Locate.Argument(selecting, 0, mapping.Type),
                            $"{mapping.Type.Name}.{member.Name}", $"{precision}", $"{ColumnTypes.LeastDigits}");
                    }

                    break;
                case "GeoHash":
                    bits = KnownAttributes.Number(selecting, 0);
                    legal = Check(mapping, member, selecting, 0, bits, 1, MaxBits, "bits of a GEOHASH");
                    break;
            }
        }

        if (member.Attributes.Dimensions is { } attribute)
        {
            dimensions = KnownAttributes.Number(attribute, 0);
            legal &= Check(mapping, member, attribute, 0, dimensions, 1, MaxDimensions, "dimensions of an array");
        }

        member.Parameters = new ColumnParameters(precision, scale, bits, dimensions);
        return legal;
    }

    private static bool Check(
        RecordMapping mapping, MappedMember member, AttributeData attribute, int index, int value, int min, int max, string what)
    {
        if (value >= min && value <= max) return true;
        mapping.Fault(MappingRule.IllegalParameter, Locate.Argument(attribute, index, mapping.Type),
            $"{mapping.Type.Name}.{member.Name}", $"{value}", what, $"{min}", $"{max}");
        return false;
    }
}
