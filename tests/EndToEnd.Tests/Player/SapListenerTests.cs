using System.Net;
using System.Net.Sockets;
using System.Text;
using Streaming.Formats.Sap;
using Streaming.Player.Announcing;
using Streaming.Player.Client;
using Streaming.Player.Desktop.Commands;

namespace Streaming.EndToEnd.Tests.Player;

/// <summary>Announcements on the loop-back interface.</summary>
public sealed class SapListenerTests
{
    [Fact]
    public async Task What_is_announced_is_heard()
    {
        await using SapListener listener = new(TimeProvider.System, "127.0.0.1");
        Assert.True(listener.IsListening);
        string name = $"Channel {Guid.NewGuid():N}";

        await AnnounceAsync(name);

        HeardChannel? heard = null;
        for (int i = 0; i < 100 && heard is null; i++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            heard = listener.Channels.FirstOrDefault(channel => channel.Name == name);
        }

        Assert.Equal(("rtsp://127.0.0.1:8554/channels/one", "127.0.0.1"), (heard?.Address, heard?.From));
    }

    [Fact]
    public async Task The_player_lists_what_is_announced_while_it_listens()
    {
        string name = $"Channel {Guid.NewGuid():N}";
        using StringWriter output = new(), errors = new();
        Task<int> listing = CommandTree.RunAsync(
            ["channels", "--listen", "1s", "--interface", "127.0.0.1"], output, errors, TestContext.Current.CancellationToken);
        for (int i = 0; i < 10 && !listing.IsCompleted; i++)
        {
            await AnnounceAsync(name);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        Assert.Equal(ExitCode.Done, await listing);
        Assert.Contains($"| {name} | rtsp://127.0.0.1:8554/channels/one |", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interface_that_is_not_there_is_a_mistake_of_the_command_line()
    {
        using StringWriter output = new(), errors = new();
        int code = await CommandTree.RunAsync(
            ["channels", "--interface", "nowhere0"], output, errors, TestContext.Current.CancellationToken);
        Assert.Equal((ExitCode.WrongUsage, "channels: this machine has no interface 'nowhere0'"), (code, errors.ToString().Trim()));
    }

    private static async Task AnnounceAsync(string name)
    {
        byte[] description = Encoding.UTF8.GetBytes(
            $"v=0\r\no=- {name[8..]} 1 IN IP4 127.0.0.1\r\ns={name}\r\nt=0 0\r\na=control:rtsp://127.0.0.1:8554/channels/one\r\n");
        byte[] packet = new byte[SapPacket.MaxOverhead + description.Length];
        int length = SapPacket.Write(packet, isDeletion: false, IPAddress.Loopback, description);
        using Socket socket = FakeChannel.Sender(IPAddress.Loopback);
        IPEndPoint scope = new(IPAddress.Parse("239.255.255.255"), 9_875);
        await socket.SendToAsync(packet.AsMemory(0, length), scope, TestContext.Current.CancellationToken);
    }
}
