// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * ppp_program.c - run pppd or another program on the data socket of a PPP session
 *
 * Only pppd holds the data socket, so the kernel deletes the session however pppd ends. Programs that pppd starts
 * inherit its descriptors except that socket. Therefore the UDP socket of a tunnel of this command stays in this
 * process, which ends with pppd.
 */
#include "ip/ppp_program.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ip/ppp_wait.h"
#include "ip/report.h"
#include "lib/base/wait.h"
#include "lib/text/words.h"

/* pppd nodetach plugin pppol2tp.so pppol2tp FD OPTION... */
#define PPPD_FD 5
#define PPPD_OPTIONS 6

/* Folders of system programs, which PATH may lack. */
#define PLACES "/usr/sbin:/sbin:/usr/local/sbin"

/* Poll interval for a session whose pppd is in the background. */
#define KEEP_SECONDS 1

/* How long a session that nobody holds may exist. */
#define GONE_MS 2000

/* Whether pppd's plugin folder is known and lacks the plugin. */
static bool lacks_plugin(void)
{
	static const char *const folders[] = { "/usr/lib*/pppd/*/", "/usr/lib/*/pppd/*/",
					       "/usr/local/lib*/pppd/*/" };
	glob_t found = { 0 };
	bool some = false, plugin = false;
	char pattern[64];
	size_t i;

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]) && !plugin; i++) {
		snprintf(pattern, sizeof(pattern), "%spppol2tp.so", folders[i]);
		plugin = glob(pattern, GLOB_NOSORT, NULL, &found) == 0;
		globfree(&found);
		some = glob(folders[i], GLOB_NOSORT, NULL, &found) == 0 || some;
		globfree(&found);
	}
	return some && !plugin;
}

static bool is_program(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

/* Find NAME in the folders of LIST, except the current folder, and write its path to PATH. */
static bool find_in(const char *list, const char *name, char *path, size_t size)
{
	size_t length;

	for (; list && *list; list += length + (list[length] == ':')) {
		length = strcspn(list, ":");
		if (list[0] == '/' &&
		    snprintf(path, size, "%.*s/%s", (int)length, list, name) < (int)size &&
		    is_program(path))
			return true;
	}
	return false;
}

static bool find_program(const char *name, struct ppp_program *program)
{
	size_t size = sizeof(program->path);

	escape_text(name, program->name, sizeof(program->name));
	if (strchr(name, '/'))
		return snprintf(program->path, size, "%s", name) < (int)size && is_program(name);
	return find_in(getenv("PATH"), name, program->path, size) ||
	       find_in(PLACES, name, program->path, size);
}

/* Copy WORDS to a new array after FROM free entries. Returns the array, or NULL without memory. */
static const char **copy_words(size_t from, const char *const *words)
{
	size_t count = words_count(words);
	const char **argv = calloc(from + count + 2, sizeof(*argv));

	if (argv)
		memcpy(argv + from, words, count * sizeof(*words));
	return argv;
}

int ppp_find_pppd(struct ppp_program *program, const char *const *options, struct error *err)
{
	static const char *const start[] = { "pppd", "nodetach", "plugin", "pppol2tp.so",
					     "pppol2tp" };

	if (!find_program("pppd", program))
		return error_set(err, -ENOENT, "pppd is not installed; apt install ppp");
	if (lacks_plugin())
		return error_set(err, -ENOENT,
				 "pppd has no plugin pppol2tp.so; install a pppd that includes it");
	program->argv = copy_words(PPPD_OPTIONS, options);
	if (!program->argv)
		return error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
	memcpy(program->argv, start, sizeof(start));
	return 0;
}

int ppp_find_program(struct ppp_program *program, const char *const *words, struct error *err)
{
	if (!find_program(words[0], program))
		return error_set(err, -ENOENT, "program %s does not exist or cannot be run",
				 program->name);
	program->environment = true;
	program->argv = copy_words(0, words);
	return program->argv ? 0 : error_set(err, -ENOMEM, "%s", strerror(ENOMEM));
}

/* Set the variable NAME to NUMBER if that is above 0. */
static void program_tell(const char *name, long long number)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", number);
	if (number > 0)
		setenv(name, text, 1);
	else
		unsetenv(name);
}

/* Execute the program. Returns a negative errno on failure. */
static int program_become(struct ppp_program *program, const struct ppp_sockets *sockets)
{
	char number[16];

	snprintf(number, sizeof(number), "%d", sockets->session);
	if (program->environment) {
		program_tell("L2TP_PPPOX_FD", sockets->session);
		program_tell("L2TP_UDP_FD", sockets->udp);
		program_tell("L2TP_TUNNEL_ID", sockets->about.tunnel_id);
		program_tell("L2TP_SESSION_ID", sockets->about.session_id);
		fcntl(sockets->udp, F_SETFD, 0); /* without effect if there is none */
	} else {
		program->argv[PPPD_FD] = number;
	}
	fcntl(sockets->session, F_SETFD, 0);
	fflush(stdout);
	/* execv() leaves the words unchanged; its prototype predates const */
	execv(program->path, (char *const *)program->argv);
	return -errno;
}

static int explain_exec(const struct ppp_program *program, int code, struct error *err)
{
	return error_set(err, code, "%s: %s", program->name, strerror(-code));
}

/* In the child of PARENT: end when it ends, execute the program, and report a failure through FAILED. */
static void become_child(struct context *ctx, struct ppp_program *program,
			 const struct ppp_sockets *sockets, const struct ppp_signals *signals,
			 int failed)
{
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC), code;

	/* standard input is the batch file */
	if (ctx->options.batch && null >= 0)
		dup2(null, STDIN_FILENO);
	ppp_release_signals(signals);
	signals_release(&ctx->signals);
	code = program_become(program, sockets);
	if (write(failed, &code, sizeof(code)) < 0)
		_exit(STATUS_REFUSED);
	_exit(STATUS_REFUSED);
}

static pid_t program_start(struct context *ctx, struct ppp_program *program,
			   struct ppp_sockets *sockets, const struct ppp_signals *signals,
			   struct error *err)
{
	pid_t parent = getpid(), child;
	int failed[2], code = 0;

	fflush(stdout);
	if (pipe2(failed, O_CLOEXEC) < 0)
		return error_set(err, -errno, "%s: %s", program->name, strerror(errno));
	child = fork();
	if (child == 0) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		if (getppid() == parent)
			become_child(ctx, program, sockets, signals, failed[1]);
		_exit(STATUS_REFUSED);
	}
	if (child < 0)
		code = -errno;
	close(failed[1]);
	if (child > 0 && read(failed[0], &code, sizeof(code)) == sizeof(code))
		waitpid(child, NULL, 0);
	close(failed[0]);
	return code < 0 ? explain_exec(program, code, err) : child;
}

static int explain_end(const struct ppp_program *program, int status, struct error *err)
{
	if (WIFSIGNALED(status))
		return error_set(err, -ECHILD, "%s was killed by signal %d", program->name,
				 WTERMSIG(status));
	return WEXITSTATUS(status) == 0 ? 0
					: error_set(err, -ECHILD, "%s exited with status %d",
						    program->name, WEXITSTATUS(status));
}

/*
 * pppd is in the background: keep the tunnel's socket open in a background process while the session exists. Detach
 * it from the standard streams and the process session; the netlink socket belongs to the parent.
 */
static int program_keep(const struct ppp_sockets *sockets, struct error *err)
{
	struct error ignored = { 0 };
	struct kernel *kernel;
	sigset_t none;
	pid_t child;
	int null, fd;

	fflush(stdout);
	child = fork();
	if (child < 0)
		return error_set(err, -errno, "the tunnel's socket: %s", strerror(errno));
	if (child > 0)
		return 0;
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setsid();
	if (chdir("/") == 0 && null >= 0)
		for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
			dup2(null, fd);
	if (kernel_open(&kernel, &ignored) == 0)
		while (ppp_is_there(kernel, sockets))
			sleep(KEEP_SECONDS);
	_exit(STATUS_DONE);
}

/* A session that should end with its program. */
struct leftover {
	struct kernel *kernel;
	const struct ppp_sockets *sockets;
};

/* Condition for wait_until(): the session does not exist. */
static int leftover_is_gone(void *data, struct error *err)
{
	const struct leftover *leftover = data;

	return !ppp_is_there(leftover->kernel, leftover->sockets);
}

/*
 * Whether pppd, which has exited, continues in the background because of an option: then the session still exists. A
 * session that nobody holds is deleted within a moment.
 */
static bool is_in_background(struct kernel *kernel, const struct ppp_program *program,
			     const struct ppp_sockets *sockets)
{
	struct leftover leftover = { kernel, sockets };
	struct error ignored = { 0 };
	int64_t wait_ms = GONE_MS;
	const char **word;

	if (program->environment)
		return false;
	for (word = program->argv; *word; word++)
		if (strcmp(*word, "updetach") == 0)
			wait_ms = 0;
	return wait_until(leftover_is_gone, &leftover, wait_ms, NULL, &ignored) == 0;
}

/* Wait for the program and report how it ended. */
static int program_follow(struct context *ctx, struct ppp_program *program,
			  struct ppp_sockets *sockets, pid_t child, struct error *err)
{
	bool stats = ctx->options.show.stats;
	int status, told;

	/* only the program may hold the socket, so that the session ends with it */
	if (!stats)
		ppp_close_session(sockets);
	told = ppp_wait(ctx, &sockets, stats ? 1 : 0, child, &status);
	if (!told)
		explain_end(program, status, err);
	ppp_close_session(sockets);
	if (!told && !err->code && sockets->udp >= 0 &&
	    is_in_background(ctx->kernel, program, sockets))
		program_keep(sockets, err);
	ppp_close(sockets);
	return told;
}

static int supervise(struct context *ctx, struct ppp_program *program, struct ppp_sockets *sockets,
		     struct error *err)
{
	struct ppp_signals signals;
	int told = 0;
	pid_t child;

	ppp_hold_signals(&signals);
	child = program_start(ctx, program, sockets, &signals, err);
	if (child < 0)
		ppp_give_up(ctx->kernel, sockets, err);
	else
		told = program_follow(ctx, program, sockets, child, err);
	ppp_release_signals(&signals);
	if (told && ctx->options.batch)
		raise(told); /* the signal was for the batch */
	return err->code;
}

int ppp_run(struct context *ctx, struct ppp_program *program, struct ppp_sockets *sockets,
	    struct error *err)
{
	bool tunnel_to_keep = sockets->udp >= 0 && !program->environment;

	/* a placeholder for the socket number, so that the list does not end here */
	if (!program->environment)
		program->argv[PPPD_FD] = "-1";
	if (ctx->options.show.stats || ctx->options.batch || tunnel_to_keep)
		return supervise(ctx, program, sockets, err);
	explain_exec(program, program_become(program, sockets), err);
	ppp_give_up(ctx->kernel, sockets, err);
	return err->code;
}
