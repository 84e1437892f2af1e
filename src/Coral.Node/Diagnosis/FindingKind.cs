namespace Coral.Node.Diagnosis;

/// <summary>The severities of a finding.</summary>
public enum FindingKind
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>Perhaps intended, or not checkable.</summary>
    Warn,

    /// <summary>Names do not resolve, or not for all resolvers.</summary>
    Fail,
}
