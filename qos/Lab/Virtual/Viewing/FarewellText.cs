namespace Streaming.Lab.Virtual.Viewing;

/// <summary>Leaving, as records say it.</summary>
internal static class FarewellText
{
    public static string Of(Farewell farewell) => farewell switch
    {
        Farewell.Completed => "completed",
        Farewell.Left => "left",
        _ => "playing",
    };
}
