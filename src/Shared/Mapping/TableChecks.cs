using Microsoft.CodeAnalysis;
using QuestDb.Shared.Names;

namespace QuestDb.Shared.Mapping;

/// <summary>Checks what <c>[QuestTable]</c> says against the members.</summary>
internal static class TableChecks
{
    public static void Check(RecordMapping mapping)
    {
        if (ColumnNames.CheckTable(mapping.TableName) is { } problem)
        {
            mapping.Fault(MappingRule.IllegalName, Locate.FirstArgument(mapping.Attribute, mapping.Type), "table",
                mapping.TableName, problem);
        }

        if (KnownAttributes.Argument<string>(mapping.Attribute, "Ttl", null) is { } ttl && !TimeToLive.IsLegal(ttl))
        {
            mapping.Fault(MappingRule.IllegalTtl, Locate.NamedArgument(mapping.Attribute, "Ttl", mapping.Type), ttl);
        }

        // A type without members has been reported already; the checks below could only repeat that.
        if (mapping.Members.Count == 0) return;
        CheckDesignated(mapping);
        foreach (string key in KnownAttributes.Texts(mapping.Attribute, "DedupKeys"))
        {
            // With the server's time no member is the timestamp: the server adds the column under this name.
            if (mapping.ServerTime && NameComparer.Same(key, ColumnNames.DefaultDesignated)) continue;
            if (mapping.Members.Any(member => NameComparer.Same(member.ColumnName, key))) continue;
            mapping.Fault(MappingRule.UnknownDedupKey, Locate.NamedArgument(mapping.Attribute, "DedupKeys", mapping.Type),
                mapping.Type.Name, key);
        }
    }

    private static void CheckDesignated(RecordMapping mapping)
    {
        List<MappedMember> designated = [.. mapping.Members.Where(static member => member.Attributes.Designated is not null)];
        if (mapping.ServerTime)
        {
            foreach (MappedMember member in designated)
            {
                mapping.FaultAtAttribute(MappingRule.DesignatedWithServerTime, member, member.Attributes.Designated!);
            }

            foreach (MappedMember member in mapping.Members.Except(designated))
            {
                if (!NameComparer.Same(member.ColumnName, ColumnNames.DefaultDesignated)) continue;
                mapping.Fault(MappingRule.ServerTimeColumn, mapping.LocationOfName(member),
                    $"{mapping.Type.Name}.{member.Name}", member.ColumnName);
            }
        }
        else if (designated.Count == 0)
        {
            // An ignored or unusable [Designated] member has its own fault.
            bool isReported = mapping.Faults.Any(static fault =>
                fault.Rule == MappingRule.MemberNotMappable || fault.Rule == MappingRule.ConflictingAttributes);
            if (!isReported) mapping.FaultAtType(MappingRule.NoDesignated);
        }

        foreach (MappedMember member in designated.Skip(1))
        {
            if (mapping.ServerTime) break;
            mapping.FaultAtAttribute(MappingRule.SeveralDesignated, member, member.Attributes.Designated!, designated[0].Name);
        }
    }
}
