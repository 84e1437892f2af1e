namespace Coral.Dns.Wire;

/// <summary>The sections of a message that hold records.</summary>
public enum Section
{
    Answer,
    Authority,
    Additional,
}
