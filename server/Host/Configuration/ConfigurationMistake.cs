namespace Streaming.Server.Host.Configuration;

/// <summary>Something wrong in the configuration, and where it stands.</summary>
/// <param name="Line">In the file; 0 for what stands elsewhere.</param>
internal sealed record ConfigurationMistake(string Where, string Text, int Line = 0)
{
    public override string ToString() => $"{Where}: {Text}";
}
