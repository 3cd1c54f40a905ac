using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using QuestDb.Shared.Sql;

namespace QuestDb.Analyzers.Rules;

/// <summary>An interpolated string on its way to the client: its text as the client will make it, and its holes.</summary>
internal sealed class SqlString
{
    private readonly StringBuilder _text = new();
    private readonly List<int> _places = [];
    private readonly List<IInterpolatedStringAppendOperation> _holes = [];

    /// <summary>Reads an interpolated string; null when it is not made for the client.</summary>
    public static SqlString? Of(IInterpolatedStringHandlerCreationOperation handler)
    {
        if (handler.Type is not { Name: "SqlInterpolatedStringHandler", ContainingNamespace: { Name: "QuestDb" } }) return null;
        var sql = new SqlString();
        sql.Add(handler.Content);
        return sql;
    }

    /// <summary>The holes that become binds, and those that can't.</summary>
    public IReadOnlyList<IInterpolatedStringAppendOperation> Holes => _holes;

    /// <summary>What the client will refuse in the text, or null.</summary>
    public SqlFault? Fault() => SqlPlaceholders.Fault(_text.ToString(), _places.Count, [.. _places]);

    /// <summary>What it does when it surely returns no rows, else null.</summary>
    public string? Statement() => SqlVerb.Statement(_text.ToString());

    private void Add(IOperation content)
    {
        switch (content)
        {
            case IInterpolatedStringAdditionOperation sum:
                Add(sum.Left);
                Add(sum.Right);
                break;
            case IInterpolatedStringOperation text:
                foreach (IInterpolatedStringContentOperation part in text.Parts) Add(part);
                break;
            case IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation call } part:
                Add(part, call, call.Arguments[0].Value);
                break;
        }
    }

    private void Add(IInterpolatedStringAppendOperation part, IInvocationOperation call, IOperation value)
    {
        if (part.Kind == OperationKind.InterpolatedStringAppendLiteral)
        {
            _text.Append(value.ConstantValue.Value as string);
        }
        else if (call.TargetMethod.Parameters[0].Type is { Name: "Sql", ContainingNamespace.Name: "QuestDb" })
        {
            // Raw text is known where it is constant; else a word stands for it.
            IOperation raw = value is IInvocationOperation { Arguments.Length: 1 } made ? made.Arguments[0].Value : value;
            _text.Append(raw.ConstantValue.Value as string ?? " x ");
        }
        else
        {
            _holes.Add(part);
            _places.Add(_text.Length);
            _text.Append('$').Append(_holes.Count);
        }
    }
}
