namespace Coral.Node.Diagnosis;

/// <summary>The severity of a finding.</summary>
public enum FindingKind
{
    /// <summary>No fault.</summary>
    Ok,

    /// <summary>It may be meant, or it could not be looked at.</summary>
    Warn,

    /// <summary>Names do not resolve, or not for everybody.</summary>
    Fail,
}
