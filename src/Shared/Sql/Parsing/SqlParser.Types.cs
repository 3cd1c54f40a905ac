using System.Globalization;
using QuestDb.Shared.TypeMap;

namespace QuestDb.Shared.Sql;

internal sealed partial class SqlParser
{
    /// <summary>Other names of types; the types with parameters or brackets have rules of their own.</summary>
    private static readonly Dictionary<string, ColumnType> TypeNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["bool"] = ColumnType.Boolean,
        ["smallint"] = ColumnType.Short,
        ["integer"] = ColumnType.Int,
        ["bigint"] = ColumnType.Long,
        ["real"] = ColumnType.Float,
        ["string"] = ColumnType.Varchar,
        ["text"] = ColumnType.Varchar,
    };

    static SqlParser()
    {
        foreach (ColumnTypeFacts facts in ColumnTypes.All)
        {
            if (facts.Layout is not (ColumnLayout.Decimal or ColumnLayout.GeoHash or ColumnLayout.Array))
            {
                TypeNames.Add(facts.Name, facts.Type);
            }
        }
    }

    private SqlType TypeName()
    {
        SqlToken token = Current;
        if (token.Kind != SqlTokenKind.Word) throw Expected("type name");
        Take();
        if (token.IsWord("decimal")) return DecimalType(token);
        if (token.IsWord("geohash")) return GeoHashType(token);
        if (!TypeNames.TryGetValue(token.Text, out ColumnType type))
            throw new SqlCompileException(token.Position, $"unsupported column type [{token.Text}]");
        if (type == ColumnType.Double) TryWord("precision");
        int dimensions = 0;
        while (IsOperator("[") && PeekAhead(1).IsOperator("]"))
        {
            Take();
            Take();
            dimensions++;
        }

        if (dimensions == 0) return new SqlType(type);
        return type switch
        {
            ColumnType.Double => new SqlType(ColumnType.DoubleArray, dimensions),
            ColumnType.Long => new SqlType(ColumnType.LongArray, dimensions),
            _ => throw new SqlCompileException(token.Position, $"array of {token.Text} is not a type"),
        };
    }

    private SqlType DecimalType(SqlToken name)
    {
        if (!TryOperator("(")) return SqlType.Decimal(18, 3);
        int precision = WholeNumber("precision");
        int scale = TryOperator(",") ? WholeNumber("scale") : 0;
        ExpectOperator(")");
        if (precision is < 1 or > SqlType.MaxDecimalPrecision)
            throw new SqlCompileException(name.Position, $"invalid DECIMAL precision [{precision}], 1 to {SqlType.MaxDecimalPrecision}");
        if (scale > precision)
        {
            throw new SqlCompileException(name.Position, $"DECIMAL scale {scale} is greater than its precision {precision}");
        }

        return SqlType.Decimal(precision, scale);
    }

    private SqlType GeoHashType(SqlToken name)
    {
        ExpectOperator("(");
        int size = WholeNumber("geohash size");
        bool chars = IsWord("c");
        if (!chars && !IsWord("b")) throw Expected("'c' or 'b'");
        Take();
        ExpectOperator(")");
        int bits = chars ? size * 5 : size;
        if (bits is < 1 or > 60) throw new SqlCompileException(name.Position, $"invalid GEOHASH size [{bits} bits], 1 to 60");
        return new SqlType(ColumnType.GeoHash, bits);
    }

    private int WholeNumber(string what)
    {
        if (Current.Kind == SqlTokenKind.Integer
            && int.TryParse(Current.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int value))
        {
            Take();
            return value;
        }

        throw Expected(what);
    }
}
