namespace Streaming.Qos.Admission;

/// <summary>One thing that flows share.</summary>
/// <param name="Name">The link's name, or <c>delay</c>, <c>packets</c>, <c>memory</c>, <c>disk</c>.</param>
/// <param name="Link">The link's index; null where it is none.</param>
public sealed record Resource(ResourceKind Kind, string Name, int? Link = null)
{
    public static readonly Resource Delay = new(ResourceKind.Delay, "delay");
    public static readonly Resource Packets = new(ResourceKind.Packets, "packets");
    public static readonly Resource Memory = new(ResourceKind.Memory, "memory");
    public static readonly Resource Disk = new(ResourceKind.Disk, "disk");

    public override string ToString() => Kind == ResourceKind.Buffer ? $"buffer of {Name}" : Name;
}
