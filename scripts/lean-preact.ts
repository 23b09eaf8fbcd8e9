// Preact without what nobody here uses. A bundler cannot know that: it is in the middle of what everyone needs.

/** Exact places in the published file, by what they are for, and what stands there instead. */
const PLACES: Readonly<Record<string, readonly (readonly [place: string, instead: string])[]>> = {
  'taking over nodes that a server has sent, and suspending meanwhile': [
    [
      '128&u.__u&&(c=32&u.__u,s=u.__c.__z)&&(r.__u|=c,p=o=[],8==s.nodeType?l=B(s,o):o.push(s),l=o[0]||l),',
      '',
    ],
    [
      'if(e.length=v,r.__v=null,c||o)if(t&&t.then){if(r.__u|=128|c,o){for(~(T=o.indexOf(l||void 0))||(T=o.length);(N=o[T-1])&&8==N.nodeType;)T--;for(;T<o.length;T++)if(N=o[T])if(o[T]=null,O){if(N==P)break}else{if(8!=N.nodeType)break;N.data.startsWith("$s")&&(P=B(O=N))}}if(!O){for(;l&&8==l.nodeType&&l.nextSibling;)l=l.nextSibling;O=l}(s=B(O=r.__c.__z||(r.__c.__z=O)))?(r.__e=O,l=s):r.__e=l,l=l&&l.nextSibling}else o&&o.some(g);else r.__e=u.__e;r.__k||(r.__k=u.__k||[]),t&&t.then||D(r),n.__e(t,r,u)',
      'e.length=v,r.__v=null,r.__e=u.__e,r.__k||(r.__k=u.__k||[]),D(r),n.__e(t,r,u)',
    ],
    [
      'function B(n,t){if(n&&8==n.nodeType&&n.data.startsWith("$s"))for(var r=1;n=n.nextSibling;){if(8==n.nodeType)if(n.data.startsWith("$s"))r++;else if(n.data.startsWith("/$s")&&!--r)return n;t&&t.push(n)}}',
      '',
    ],
    ['!u&&(i=t.__c)&&(i=i.__z)&&(f=B(i,o=[]))&&(i==t.__e&&o.some(g),g(f),g(i)),', ''],
    ['p&&p.some(g),', ''],
    [
      ',o)for(s=0;s<o.length;s++)if((k=o[s])&&(C?k.localName==C:3==k.nodeType)){t=k,o[s]=null;break}if(!t)',
      ',!t)',
    ],
    [',l&&(n.__m&&n.__m(r,o),l=!1),o=null}', '}'],
    [
      'o="textarea"==C&&null!=x.defaultValue?null:o&&d.call(a.childNodes),!l&&o)for($={},s=0;s<t.attributes.length;s++)$[(k=t.attributes[s]).name]=k.value;',
      '!0)',
    ],
    [
      ',i?null:r.firstChild?d.call(r.childNodes):null,f,i?i.__e:r.firstChild,u,o)',
      ',null,f,i&&i.__e,u,o)',
    ],
    ['i=(u=t&&32&t.__u)?null:r.__k', 'i=r.__k'],
    ['e,o?o[0]:u.__k&&S(u,0),l,c),o&&o.some(g)),', 'e,u.__k&&S(u,0),l,c)),'],
    ['l&&"function"!=typeof k||$[s]===k', '$[s]===k'],
    ['l&&"textarea"!=C||(s="value"', '(s="value"'],
    ['$===x||l&&t.data==x||(', '$===x||('],
    ['32&u.__u?[i]:null', 'null'],
    ['i||S(u),32&u.__u,o)', 'i||S(u),0,o)'],
    ['&&8==t.nodeType&&!t.data.startsWith("$s");', '&&8==t.nodeType;'],
  ],
  portals: [
    ['"function"!=typeof n.type||n.props.__P?null:S(n)', '"function"!=typeof n.type?null:S(n)'],
    ['(n=n.__)&&n.__c&&!n.props.__P)', '(n=n.__)&&n.__c)'],
    ['if(n.props.__P)return t;', ''],
    [
      'M.__P&&(s=l,f=(t=M.__P).namespaceURI,c=o=null,u.props&&u.props.__P!=t&&(u.__k.some(function(n){n&&J(n,n)}),u.__k=null),l=u.__k?S(u,0):null),',
      '',
    ],
    ['M.__P&&(r.__e=null,l=s),', ''],
    ['"function"!=typeof t.type||u&&!t.props.__P)', '"function"!=typeof t.type||u)'],
  ],
  context: [
    ['j=(s=V.contextType)&&i[s.__c],L=s?j?j.props.value:s.__:i', 'L=i'],
    ['j&&j.sub(d),', ''],
    ['d.getChildContext&&(i=_({},i,d.getChildContext())),', ''],
  ],
  'the life of class components, but for what catches errors': [
    [
      ',V.getDerivedStateFromProps&&(d.__s==d.state&&(d.__s=_({},d.__s)),_(d.__s,V.getDerivedStateFromProps(M,d.__s)))',
      '',
    ],
    [
      'if(M!==k&&C&&!V.getDerivedStateFromProps&&d.componentWillReceiveProps&&d.componentWillReceiveProps(M,L),r.__v==u.__v',
      'if(r.__v==u.__v',
    ],
    [
      'd.componentWillUpdate&&d.componentWillUpdate(M,d.__s,L),C&&d.componentDidUpdate&&d.__h.push(function(){d.componentDidUpdate(k,b,m)})}else C&&!V.getDerivedStateFromProps&&d.componentWillMount&&d.componentWillMount(),C&&d.componentDidMount&&d.__h.push(d.componentDidMount);',
      '}',
    ],
    ['C&&u.__c&&d.getSnapshotBeforeUpdate&&(m=d.getSnapshotBeforeUpdate(k,b)),', ''],
    [
      'if((e=(o=i.constructor)&&o.getDerivedStateFromError)&&i.setState(o.getDerivedStateFromError(n)),i.componentDidCatch&&',
      'if(e=0,i.componentDidCatch&&',
    ],
    ['if(i.componentWillUnmount)try{i.componentWillUnmount()}catch(t){n.__e(t,r)}', ''],
  ],
  'HTML as a text, and MathML': [
    ['"dangerouslySetInnerHTML"==s?y=k:', ''],
    ['"dangerouslySetInnerHTML"==s?h=k:', ''],
    [
      'h?(l||y&&(h.__html==y.__html||h.__html==t.innerHTML)||(t.innerHTML=h.__html),r.__k=[]):(y&&(t.textContent=""),',
      '(',
    ],
    [
      '("foreignObject"==C||"http://www.w3.org/1998/Math/MathML"==f&&v.test(C))&&(f="http://www.w3.org/1999/xhtml"),',
      '',
    ],
    ['"math"==C?f="http://www.w3.org/1998/Math/MathML":', ''],
    ['t=t.replace(/xlink(H|:h)/,"h").replace(/sName$/,"s");', ';'],
    ['"template"==C&&t.content||t', 't'],
  ],
};

/** Where it lies. */
export const PREACT = /\/preact\/dist\/preact\.mjs$/;

/**
 * Leaves out of Preact what nobody here uses.
 * @throws {Error} when it has changed so much that this would break it.
 */
export function leanPreact(source: string): string {
  return Object.values(PLACES)
    .flat()
    .reduce((lean, [place, instead]) => {
      if (lean.split(place).length !== 2)
        throw new Error(`Preact has changed: it has no "${place}" any more, or several.`);
      return lean.replace(place, () => instead);
    }, source);
}
