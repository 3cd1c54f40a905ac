using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace QuestDb.Analyzers.Rules;

/// <summary>Finds where a text comes from, through conditionals, locals of the same method and members of the same file.</summary>
internal static class TextOrigins
{
    public static TextOrigin Of(IOperation operation) => Of(operation, new HashSet<ISymbol>(SymbolEqualityComparer.Default));

    private static TextOrigin Of(IOperation? operation, HashSet<ISymbol> visited)
    {
        if (operation is null) return TextOrigin.Unknown;
        if (operation.ConstantValue.HasValue) return TextOrigin.Constant;
        return operation switch
        {
            IInterpolatedStringOperation text => OfHoles(text, visited),
            IConversionOperation conversion => Of(conversion.Operand, visited),
            IParenthesizedOperation parenthesized => Of(parenthesized.Operand, visited),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } add => Joined([add.LeftOperand, add.RightOperand], visited),
            IConditionalOperation choice => Worst(Of(choice.WhenTrue, visited), Of(choice.WhenFalse, visited)),
            ICoalesceOperation choice => Worst(Of(choice.Value, visited), Of(choice.WhenNull, visited)),
            ISwitchExpressionOperation choice =>
                choice.Arms.Aggregate(TextOrigin.Constant, (worst, arm) => Worst(worst, Of(arm.Value, visited))),
            IThrowOperation => TextOrigin.Constant,
            ISimpleAssignmentOperation assignment => Of(assignment.Value, visited),
            IInvocationOperation call => OfCall(call, visited),
            ILocalReferenceOperation reference => OfVariable(reference, reference.Local, null, visited),
            IParameterReferenceOperation reference => OfVariable(reference, reference.Parameter, TextOrigin.Unknown, visited),
            IFieldReferenceOperation reference => OfVariable(reference, reference.Field, OfField(reference, visited), visited),
            IPropertyReferenceOperation { Property: { Name: "NewLine", ContainingType.Name: "Environment" } } => TextOrigin.Constant,
            IPropertyReferenceOperation reference => OfMember(reference, reference.Property, reference.Property.SetMethod is null, visited),
            _ => TextOrigin.Unknown,
        };
    }

    private static TextOrigin OfCall(IInvocationOperation call, HashSet<ISymbol> visited)
    {
        IMethodSymbol method = call.TargetMethod;
        bool ofString = method.ContainingType.SpecialType == SpecialType.System_String;
        if (ofString && method.IsStatic && method.Name is "Format" or "Concat" or "Join" or "Create") return Joined(Parts(call), visited);
        if (method.ContainingType.Name == "FormattableString" && method.Name == "Invariant") return TextOrigin.Interpolated;
        if (method is { Name: "ToString", ContainingType.Name: "StringBuilder" }) return TextOrigin.Built;
        if (ofString && method.Name is "Replace" or "Insert" && Joined(Parts(call), visited) is >= TextOrigin.Built and var built)
        {
            return built;
        }

        // A method such as Trim gives a text that is no safer than the one it is called on.
        if (call.Instance is { } instance && (ofString || method.Name == "ToString"))
        {
            return Worst(TextOrigin.Unknown, Of(instance, visited));
        }

        return OfMember(call, method, known: !method.IsVirtual && !method.IsOverride, visited);
    }

    /// <summary>The arguments of a call, and in their place the elements of those that are arrays.</summary>
    private static IEnumerable<IOperation> Parts(IInvocationOperation call) =>
        call.Arguments.SelectMany(static argument => argument.Value switch
        {
            IArrayCreationOperation { Initializer: { } array } => array.ElementValues,
            ICollectionExpressionOperation collection => collection.Elements,
            { } value => (IEnumerable<IOperation>)[value],
        });

    /// <summary>What the declaration of a member tells, if it stands in the same file.</summary>
    /// <param name="reference">Where the member is used.</param>
    /// <param name="member">The member.</param>
    /// <param name="known">Whether the member gives nothing but what its declaration says.</param>
    /// <param name="visited">Symbols on the way here.</param>
    private static TextOrigin OfMember(IOperation reference, ISymbol member, bool known, HashSet<ISymbol> visited)
    {
        if (reference.SemanticModel is not { } model || !visited.Add(member)) return TextOrigin.Unknown;
        TextOrigin? worst = null;
        foreach (IOperation? value in MemberTexts.Of(member.OriginalDefinition, model))
        {
            worst = Worst(worst ?? TextOrigin.Constant, Of(value, visited));
        }

        visited.Remove(member);
        return Worst(worst ?? TextOrigin.Unknown, known ? TextOrigin.Constant : TextOrigin.Unknown);
    }

    private static TextOrigin OfField(IFieldReferenceOperation reference, HashSet<ISymbol> visited) =>
        reference.Field is { Name: "Empty", ContainingType.SpecialType: SpecialType.System_String }
            ? TextOrigin.Constant
            : OfMember(reference, reference.Field, reference.Field.IsReadOnly, visited);

    /// <summary>The worst of everything that the method assigns to the variable, and of what it was before.</summary>
    private static TextOrigin OfVariable(IOperation reference, ISymbol variable, TextOrigin? before, HashSet<ISymbol> visited)
    {
        // A variable that is assigned from itself adds nothing new.
        if (!visited.Add(variable)) return TextOrigin.Constant;
        IOperation root = reference;
        while (root.Parent is { } parent) root = parent;

        TextOrigin? worst = before;
        foreach (IOperation operation in root.Descendants())
        {
            TextOrigin? origin = operation switch
            {
                IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when Is(declarator.Symbol, variable) =>
                    Of(value, visited),
                ISimpleAssignmentOperation assignment when IsTarget(assignment.Target, variable) => Of(assignment.Value, visited),
                ICoalesceAssignmentOperation assignment when IsTarget(assignment.Target, variable) => Of(assignment.Value, visited),
                // Only the appended part is judged here; the text before it is judged where it is assigned.
                ICompoundAssignmentOperation append when IsTarget(append.Target, variable) => Joined([append.Value], visited),
                IArgumentOperation { Parameter.RefKind: RefKind.Out or RefKind.Ref } argument when IsTarget(argument.Value, variable) =>
                    TextOrigin.Unknown,
                _ => null,
            };
            if (origin is { } found) worst = Worst(worst ?? TextOrigin.Constant, found);
        }

        visited.Remove(variable);
        return worst ?? TextOrigin.Unknown;
    }

    private static bool IsTarget(IOperation target, ISymbol variable) => target switch
    {
        ILocalReferenceOperation local => Is(local.Local, variable),
        IParameterReferenceOperation parameter => Is(parameter.Parameter, variable),
        IFieldReferenceOperation field => Is(field.Field, variable),
        _ => false,
    };

    private static bool Is(ISymbol symbol, ISymbol variable) => SymbolEqualityComparer.Default.Equals(symbol, variable);

    /// <summary>Constant when every hole is, whatever it holds.</summary>
    private static TextOrigin OfHoles(IInterpolatedStringOperation text, HashSet<ISymbol> visited) =>
        text.Parts.OfType<IInterpolationOperation>().All(hole => Of(hole.Expression, visited) == TextOrigin.Constant)
            ? TextOrigin.Constant
            : TextOrigin.Interpolated;

    /// <summary>Constant when every part is, else put together.</summary>
    private static TextOrigin Joined(IEnumerable<IOperation> parts, HashSet<ISymbol> visited) =>
        parts.Aggregate(TextOrigin.Constant, (worst, part) => Of(part, visited) switch
        {
            TextOrigin.Constant => worst,
            var origin => Worst(worst, Worst(TextOrigin.Built, origin)),
        });

    private static TextOrigin Worst(TextOrigin left, TextOrigin right) => left > right ? left : right;
}
