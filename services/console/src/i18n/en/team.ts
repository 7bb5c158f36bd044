import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

export const team = {
  title: 'Team',
  what: 'members',
  name: 'Name',
  you: '(you)',
  role: 'Role',
  owns: 'Workflows',
  joined: 'Joined',
  roles: { admin: 'Administrator', editor: 'Editor', analyst: 'Analyst', viewer: 'Viewer' },
  roleHelp: {
    admin: 'Does everything, and says who is in the team.',
    editor: 'Builds and changes workflows, surveys and event sources.',
    analyst: 'Reads everything, results above all.',
    viewer: 'Reads, and changes nothing.',
  },
  roleOf: (name: string) => `Role of ${name}`,
  roleChanged: (name: string, role: string) => `${name} is now: ${role}.`,
  invite: 'Invite somebody',
  inviteTitle: 'Invite somebody to this workspace',
  makeLink: 'Make invitation link',
  linkTitle: 'Send this link',
  linkText: (email: string) =>
    `Send it to ${email} yourself. It works once, for seven days, and is shown only now. Whoever has it can join.`,
  link: 'the invitation link',
  done: 'I have copied it',
  invited: 'Invited, not here yet',
  expires: 'Expires',
  withdraw: 'Withdraw',
  withdrawWhose: (email: string) => `Withdraw the invitation of ${email}`,
  withdrawn: (email: string) => `The link of ${email} is of no use any more.`,
  remove: 'Remove',
  removeWho: (name: string) => `Remove ${name}`,
  removeTitle: (name: string) => `Remove ${name} from this workspace?`,
  removeAction: 'Remove member',
  removeText: 'They lose access at once. What they built goes on running.',
  removed: (name: string) => `${name} is no member any more.`,
  heir: (count: number) => plural(count, { one: 'Who takes over # workflow', other: 'Who takes over # workflows' }),
  administrators: 'Nobody in particular: administrators',
};

export const join = {
  title: 'Join a workspace',
  titleOf: (workspace: string) => `Join ${workspace}`,
  what: 'the invitation',
  text: (role: string) => `You are invited as: ${role}.`,
  newPassword: 'Choose a password',
  yourPassword: 'Your password',
  yourPasswordHint: 'You have an account here already: the password that you sign in with.',
  submit: 'Join',
};

export const profile = {
  title: 'Your profile',
  name: 'Name',
  emailHint: 'You sign in with it; it can’t be changed here.',
  save: 'Save name',
  saved: 'Your name is saved.',
  password: 'Password',
  currentPassword: 'Current password',
  newPassword: 'New password',
  passwordHint: 'At least 12 characters.',
  changePassword: 'Change password',
  passwordChanged: 'Your password is changed; other places where you were signed in are signed out.',
  wrongPassword: 'The current password is wrong, or the new one too short.',
};
