using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using QuestDb.Shared.Sql;

namespace QuestDb.Analyzers.CodeFixes.Rules;

/// <summary>
/// Makes an interpolated string that was meant as text one whose holes are binds: a hole in single quotes loses them, because its value is
/// text by itself.
/// </summary>
internal static class HoleQuotes
{
    /// <summary>The string without quotes around its holes; null when a hole would stand where no value can.</summary>
    public static InterpolatedStringExpressionSyntax? Remove(InterpolatedStringExpressionSyntax text, SemanticModel model)
    {
        IEnumerable<InterpolationSyntax> holes = text.Contents.OfType<InterpolationSyntax>();
        if (holes.Any(static hole => hole.FormatClause is not null || hole.AlignmentClause is not null)) return null;
        if (Fits(text, text, model)) return text;
        SyntaxList<InterpolatedStringContentSyntax> parts = text.Contents;
        for (int i = 1; i < parts.Count - 1; i++)
        {
            if (parts[i] is not InterpolationSyntax || parts[i - 1] is not InterpolatedStringTextSyntax before
                || parts[i + 1] is not InterpolatedStringTextSyntax after || !IsQuoted(before.TextToken.Text, after.TextToken.Text))
            {
                continue;
            }

            parts = parts.Replace(parts[i - 1], Cut(before, atStart: 0, atEnd: 1));
            parts = parts.Replace(parts[i + 1], Cut(after, atStart: 1, atEnd: 0));
        }

        InterpolatedStringExpressionSyntax changed = text.WithContents(parts);
        return Fits(changed, text, model) ? changed : null;
    }

    private static bool IsQuoted(string before, string after) =>
        before.EndsWith("'", StringComparison.Ordinal) && !before.EndsWith("\\'", StringComparison.Ordinal)
        && after.StartsWith("'", StringComparison.Ordinal);

    private static InterpolatedStringTextSyntax Cut(InterpolatedStringTextSyntax part, int atStart, int atEnd) =>
        SyntaxFactory.InterpolatedStringText(SyntaxFactory.Token(default, SyntaxKind.InterpolatedStringTextToken,
            Cut(part.TextToken.Text, atStart, atEnd), Cut(part.TextToken.ValueText, atStart, atEnd), default));

    private static string Cut(string text, int atStart, int atEnd) => text.Substring(atStart, text.Length - atStart - atEnd);

    /// <summary>Whether each hole can be a bind. The types of the holes are those of the string as it stands in the program.</summary>
    private static bool Fits(InterpolatedStringExpressionSyntax text, InterpolatedStringExpressionSyntax original, SemanticModel model)
    {
        var sql = new StringBuilder();
        var places = new List<int>();
        for (int i = 0; i < text.Contents.Count; i++)
        {
            if (text.Contents[i] is InterpolatedStringTextSyntax part)
            {
                sql.Append(part.TextToken.ValueText);
            }
            else if (model.GetTypeInfo(((InterpolationSyntax)original.Contents[i]).Expression).Type is
            { Name: "Sql", ContainingNamespace.Name: "QuestDb" })
            {
                sql.Append(" x ");
            }
            else
            {
                places.Add(sql.Length);
                sql.Append('$').Append(places.Count);
            }
        }

        return SqlPlaceholders.Fault(sql.ToString(), places.Count, places.ToArray()) is null;
    }
}
